#!/usr/bin/env node
import module from "node:module";
import type { Io, Output } from "./commands/shell/io.ts";

// Node 22.8 and newer keep what they compiled for the next start; types are of Node 20, which cannot.
(module as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();

const stop = new AbortController();
listenForStop();
for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);

const io: Io = {
  stdout: describeStream(process.stdout),
  stderr: describeStream(process.stderr),
  env: process.env,
  cwd: process.cwd(),
  now: new Date().toISOString(),
  stop: stop.signal,
};
const { run } = await import("./commands/run.ts");
process.exitCode = await run(process.argv.slice(2), io);

/** Asks the run to end after the write under way; a second signal ends it at once, as it would any program. */
function listenForStop(): void {
  const signals = ["SIGINT", "SIGTERM"] as const;
  const ask = () => {
    for (const signal of signals) process.off(signal, ask);
    process.stderr.write("\nfledgling: stopping after the write under way; once more to stop at once.\n");
    stop.abort();
  };
  for (const signal of signals) process.on(signal, ask);
}

/** `fledgling plan | head` closes the pipe early; a run that writes to a forge must go on all the same. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

function describeStream(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => stream.write(text),
    get isTTY() {
      return stream.isTTY;
    },
    get columns() {
      return stream.columns ?? 80;
    },
  };
}
