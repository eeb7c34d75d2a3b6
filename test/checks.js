// `npm run check`: every check that is no test, side by side, since none waits for another. Shows what each had to say
// once it ends; fails when any does. A check is a script of package.json.
import { spawn } from "node:child_process";

const CHECKS = ["format:check", "lint", "typecheck", "dead"];

/** Runs one check to its end, and gives whether all was well. */
function runCheck(name) {
  const started = performance.now();
  // One line for a shell: npm is a script of its own on Windows.
  const child = spawn(`npm run -s ${name}`, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  child.stdout.on("data", (data) => said.push(data));
  child.stderr.on("data", (data) => said.push(data));
  return new Promise((resolve) => {
    child.on("error", (error) => said.push(Buffer.from(`${error.message}\n`)));
    child.on("close", (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      process.stdout.write(`${code === 0 ? "passed" : "FAILED"}  ${name}  ${seconds} s\n`);
      if (code !== 0) process.stdout.write(Buffer.concat(said));
      resolve(code === 0);
    });
  });
}

const sound = await Promise.all(CHECKS.map(runCheck));
process.exitCode = sound.every(Boolean) ? 0 : 1;
