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

/** `core/plan/diff/diff-issue.ts -> forges/types.ts` for each import that a rule forbids. */
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
const PURE_PACKAGES = ["handlebars", "markdown-it", "yaml", "zod"];
const FORGES = ["local", "gitlab", "github"];

/** Whom each room of core may import beside itself, lowest first; the same table is in src/README.md. */
const KNOWS: Readonly<Record<string, readonly string[]>> = {
  diagnostics: [],
  forge: [],
  model: ["diagnostics", "forge"],
  text: ["model"],
  markdown: ["text"],
  marker: ["diagnostics", "model", "text", "markdown"],
  merge: ["diagnostics", "text", "markdown", "marker"],
  calendar: ["diagnostics", "model"],
  kinds: ["diagnostics", "model", "text", "calendar"],
  config: ["diagnostics", "forge", "model", "text", "calendar", "kinds"],
  desired: ["diagnostics", "forge", "model", "text", "markdown", "marker", "calendar", "kinds"],
  nudges: ["diagnostics", "forge", "model", "text", "markdown", "calendar", "kinds", "desired"],
  plan: [
    "diagnostics",
    "forge",
    "model",
    "text",
    "markdown",
    "marker",
    "merge",
    "calendar",
    "kinds",
    "desired",
    "nudges",
  ],
  doctor: ["diagnostics", "forge", "model", "calendar", "kinds", "desired", "plan"],
  report: ["diagnostics", "forge", "model", "text", "doctor"],
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
      "the rooms of core know one another as src/README.md says",
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
      "everything else reaches forges through forges/index.ts and forges/types.ts, and the one in memory through its own",
      (path) => !inside("forges")(path),
      (imported) =>
        inside("forges")(imported) &&
        !["forges/index.ts", "forges/types.ts", "forges/memory/index.ts"].includes(imported),
    ],
    ["nothing imports the command line", (path) => path !== "cli.ts", (imported) => imported === "cli.ts"],
    ["the program never imports commands", inside("program"), inside("commands")],
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

describe("the rooms", () => {
  const rooms = new Map<string, string[]>();
  for (const { path } of sources) rooms.set(posix.dirname(path), [...(rooms.get(posix.dirname(path)) ?? []), path]);
  const nameOf = (path: string) => posix.basename(path, ".ts");

  it("have no circle of files, type imports counted", () => {
    const imports = new Map(sources.map((source) => [source.path, source.imports.filter((one) => own.has(one))]));
    expect(findCircles(imports)).toEqual([]);
  });

  it("have no circle of rooms, but for a forge's folders, which know the contract above them", () => {
    const imports = new Map([...rooms.keys()].map((room) => [room, new Set<string>()]));
    for (const source of sources.filter(({ path }) => !inside("forges")(path)))
      for (const one of source.imports.filter((imported) => own.has(imported) && !inside("forges")(imported)))
        if (posix.dirname(one) !== posix.dirname(source.path))
          imports.get(posix.dirname(source.path))?.add(posix.dirname(one));
    expect(findCircles(new Map([...imports].map(([room, known]) => [room, [...known]])))).toEqual([]);
  });

  it("hold twelve files at most", () => {
    expect([...rooms].filter(([, files]) => files.length > 12).map(([room]) => room)).toEqual([]);
  });

  it("stand beside no file of their name", () => {
    expect(sources.filter(({ path }) => rooms.has(path.replace(/\.ts$/, ""))).map(({ path }) => path)).toEqual([]);
  });

  it("share no file's name, but for what means the same in each forge or at each door", () => {
    const places = new Map<string, string[]>();
    for (const { path } of sources.filter((source) => !FORGES.some((forge) => inside(`forges/${forge}`)(source.path))))
      places.set(nameOf(path), [...(places.get(nameOf(path)) ?? []), path]);
    const shared = [...places].filter(([name, paths]) => paths.length > 1 && !["index", "types"].includes(name));
    expect(shared).toEqual([]);
  });
});

/** Each circle once, as the files it goes round. */
function findCircles(imports: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const left = new Map([...imports].map(([from, to]) => [from, new Set(to.filter((one) => one !== from))]));
  // Whatever imports nothing that is left is in no circle, and neither is what nothing left imports.
  for (let found = true; found;) {
    const wanted = new Set([...left.values()].flatMap((to) => [...to]));
    const free = [...left].filter(([from, to]) => to.size === 0 || !wanted.has(from)).map(([from]) => from);
    for (const from of free) left.delete(from);
    for (const to of left.values()) for (const from of free) to.delete(from);
    found = free.length > 0;
  }
  return left.size === 0 ? [] : [[...left.keys()].sort()];
}

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
