import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const SRC = join(dirname(fileURLToPath(import.meta.url)), "..", "src");

interface SourceFile {
  /** Below `src/`, with slashes: `core/model/date.ts`. */
  readonly path: string;
  /** Without comments and the text of strings, so that words in them are no code. */
  readonly code: string;
  /** What it imports: our own files as paths below `src/`, others as written. */
  readonly imports: readonly string[];
}

function readSources(folder: string): readonly SourceFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = join(folder, entry.name);
    if (entry.isDirectory()) return readSources(full);
    return entry.name.endsWith(".ts")
      ? [readSource(relative(SRC, full).split(sep).join("/"), readFileSync(full, "utf8"))]
      : [];
  });
}

function readSource(path: string, text: string): SourceFile {
  const specifiers = [
    ...text.matchAll(/^(?:import|export)\b[^;"'`]*?\bfrom\s*["']([^"']+)["']/gm),
    ...text.matchAll(/^import\s*["']([^"']+)["']/gm),
    ...text.matchAll(/\bimport\(\s*["']([^"']+)["']/g),
  ];
  const imports = specifiers.map(([, specifier = ""]) =>
    specifier.startsWith(".") ? posix.normalize(posix.join(posix.dirname(path), specifier)) : specifier,
  );
  const code = text
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
    .replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, '""');
  return { path, code, imports };
}

const sources = readSources(SRC);
const own = new Set(sources.map((source) => source.path));

/** `core/plan/diff.ts -> forges/types.ts` for each import that a rule forbids. */
function findImports(
  from: (path: string) => boolean,
  forbidden: (imported: string, path: string) => boolean,
): readonly string[] {
  return sources
    .filter((source) => from(source.path))
    .flatMap(({ path, imports }) =>
      imports.filter((imported) => forbidden(imported, path)).map((imported) => `${path} -> ${imported}`),
    );
}

const inside = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
const isShell = (imported: string) => own.has(imported) && !inside("core")(imported);
const PURE_PACKAGES = ["handlebars", "markdown-it", "temporal-polyfill", "yaml", "zod"];
const FORGES = ["local", "gitlab", "github"];

/** Whom each folder of core may import beside itself; the same table is in src/README.md. */
const KNOWS: Readonly<Record<string, readonly string[]>> = {
  model: [],
  body: ["model"],
  calendar: ["model"],
  kinds: ["model", "calendar", "body"],
  config: ["model", "calendar", "kinds"],
  desired: ["model", "calendar", "kinds", "body"],
  nudges: ["model", "calendar", "kinds", "body", "desired"],
  plan: ["model", "calendar", "kinds", "body", "desired", "nudges"],
  doctor: ["model", "kinds", "body", "desired", "plan"],
  report: ["model", "body", "doctor"],
};
const folderOf = (path: string) => path.split("/")[1] ?? "";
const mayImport = (from: string, to: string) => from === to || (KNOWS[from] ?? []).includes(to);

describe("the reader of sources", () => {
  it("sees every way to import, and no word in a comment or a string", () => {
    const text = [
      'import { a } from "./a.ts";',
      "import type {",
      "  B,",
      '} from "../b.ts";',
      'export { c } from "./c.ts";',
      'import "side-effect";',
      'const d = await import("node:fs"); // process async',
      'const e = "process"; /* async */',
    ].join("\n");
    const source = readSource("core/x/y.ts", text);
    expect(source.imports).toEqual(["core/x/a.ts", "core/b.ts", "core/x/c.ts", "side-effect", "node:fs"]);
    expect(source.code).not.toMatch(/\bprocess\b|\basync\b/);
  });

  it("finds the sources, and each file that they import", () => {
    expect(sources.length).toBeGreaterThan(50);
    const missing = findImports(
      () => true,
      (imported) => /\.(ts|js)$/.test(imported) && !own.has(imported),
    );
    expect(missing).toEqual([]);
  });
});

describe("the direction of imports", () => {
  const rules: readonly [
    rule: string,
    from: (path: string) => boolean,
    forbidden: (imported: string, path: string) => boolean,
  ][] = [
    ["core never imports the shell", inside("core"), isShell],
    [
      "core uses packages for text, dates and checks alone, and nothing of Node.js",
      inside("core"),
      (imported) => !imported.endsWith(".ts") && !PURE_PACKAGES.includes(imported),
    ],
    [
      "core/model imports nothing beside itself and Temporal",
      inside("core/model"),
      (imported) => !inside("core/model")(imported) && imported !== "temporal-polyfill",
    ],
    [
      "the folders of core know one another as src/README.md says",
      inside("core"),
      (imported, path) => inside("core")(imported) && !mayImport(folderOf(path), folderOf(imported)),
    ],
    [
      "forges never import commands or the flow",
      inside("forges"),
      (imported) => isShell(imported) && !inside("forges")(imported),
    ],
    [
      "no forge imports another",
      (path) => FORGES.some((forge) => inside(`forges/${forge}`)(path)),
      (imported, path) =>
        FORGES.some((forge) => inside(`forges/${forge}`)(imported) && !inside(`forges/${forge}`)(path)),
    ],
    [
      "only forges/gitlab speaks to GitLab's SDK",
      (path) => !inside("forges/gitlab")(path),
      (imported) => imported.startsWith("@gitbeaker/"),
    ],
    [
      "only forges/github speaks to GitHub's SDK",
      (path) => !inside("forges/github")(path),
      (imported) => imported.startsWith("@octokit/"),
    ],
    [
      "everything else reaches forges through forges/index.ts and forges/types.ts",
      (path) => !inside("forges")(path),
      (imported) => inside("forges")(imported) && imported !== "forges/index.ts" && imported !== "forges/types.ts",
    ],
    ["nothing imports the command line", (path) => path !== "cli.ts", (imported) => imported === "cli.ts"],
    [
      "only the command line and the commands import commands",
      (path) => path !== "cli.ts" && !inside("commands")(path),
      inside("commands"),
    ],
    [
      "only cli.ts imports process",
      (path) => path !== "cli.ts",
      (imported) => imported === "process" || imported === "node:process",
    ],
  ];
  it.each(rules)("%s", (_rule, from, forbidden) => {
    expect(findImports(from, forbidden)).toEqual([]);
  });
});

describe("what code may name", () => {
  const rules: readonly [rule: string, from: (path: string) => boolean, forbidden: RegExp][] = [
    ["core waits for nothing", inside("core"), /\b(async|await|Promise|setTimeout|fetch)\b/],
    [
      "core has no clock and no chance",
      inside("core"),
      /\bnew Date\b|\bDate\.now\b|\bTemporal\.Now\b|\bMath\.random\b|\bperformance\b/,
    ],
    ["only cli.ts uses process", (path) => path !== "cli.ts", /(?<![.\w"])process\s*\./],
    ["nothing is exported by default", () => true, /\bexport default\b/],
    ["there are no classes but errors", () => true, /\bclass\s+\w+\b(?!\s+extends\s+\w*Error\b)/],
    ["nothing is logged past the injected streams", (path) => path !== "cli.ts", /\bconsole\s*\./],
  ];
  it.each(rules)("%s", (_rule, from, forbidden) => {
    expect(
      sources.filter((source) => from(source.path) && forbidden.test(source.code)).map((source) => source.path),
    ).toEqual([]);
  });
});
