import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openWorkspace } from "../commands/workspace.ts";
import { ROOT } from "../templates/templates.ts";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** What stands between two comments of the README, without its fence. */
function readPart(name: string): readonly string[] {
  const part = new RegExp(`<!-- ${name}:start -->\\n+\`\`\`\\w+\\n([^]*?)\\n\`\`\`\\n+<!-- ${name}:end -->`);
  return (part.exec(read("README.md"))?.[1] ?? "").split("\n");
}

it("the README shows what the first run really says, with … for what is left out", async () => {
  const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
  const line = (scripts["start"] ?? "").replace("node dist/cli/main.js ", "");
  const desk = await openWorkspace({ "config/example.yaml": read("config/example.yaml") });
  const { out } = await desk.run(line);
  await desk.remove();
  const said = out.split("\n");
  const shown = readPart("transcript").filter((words) => words !== "" && words !== "$ npm start" && words !== "…");
  expect(shown.length).toBeGreaterThan(10);
  const places = shown.map((words) =>
    said.findIndex((one) => one === words || one.startsWith(words.replace(/…$/, ""))),
  );
  expect(shown.filter((_, index) => places[index] === -1)).toEqual([]);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

it("the README's ten lines are the example's", () => {
  expect(readPart("ten-lines").join("\n").trim()).toBe(read("config/examples/ten-lines.yaml").trim());
});
