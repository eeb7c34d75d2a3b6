import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCohort } from "../../support/parse-cohort.ts";

const ROOT = join(import.meta.dirname, "../../..");
const EXAMPLES = [
  "config/example.yaml",
  ...readdirSync(join(ROOT, "config/examples")).map((name) => `config/examples/${name}`),
]
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => readFileSync(join(ROOT, name), "utf8"));
const START = "cohort: { title: Summer 2026, start: 2026-06-01, length: 16 weeks, zone: UTC }\ncoordinator: kim\n";
const CONTROLS = /(?!\n)[\p{Cc}\p{Cs}\u200b\u202a-\u202e\u2066-\u2069]/u;

const parse = (text: string) => parseCohort({ file: "cohort.yaml", text });
const codesOf = (text: string) =>
  parse(text)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code }) => code);

/** What holds of every text: no throw, a cohort exactly where there is no error, every problem well formed and inside the file. */
function checkAnything(text: string): void {
  const { cohort, diagnostics } = parse(text);
  expect(cohort === null).toBe(diagnostics.some(({ severity }) => severity === "error"));
  const lines = text.split(/\r\n|\r|\n/);
  for (const { line, column, message, remedy, excerpt, path } of diagnostics) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual((lines[(line ?? 1) - 1] ?? "").length + 1);
    for (const shown of [message, remedy, path, excerpt?.replaceAll("\t", "")])
      expect(shown ?? "").not.toMatch(CONTROLS);
  }
}

describe("any text", () => {
  it("is read without throwing", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), checkAnything), { numRuns: 500 });
  });

  it("is read without throwing where it looks like YAML", () => {
    const word = fc.constantFrom(
      "cohort",
      "people",
      "interns",
      ":",
      ": ",
      "- ",
      "\n",
      "\n  ",
      "{",
      "}",
      "[",
      "]",
      ",",
      "&a",
      "*a",
      "!t ",
      "? ",
      "|\n",
      '"',
      "'",
      "#",
      "---\n",
      "null",
      "1",
      "2026-06-01",
      "id",
      "ada",
      "\t",
      "<<: *a",
      "%YAML 1.1\n",
      "__proto__",
      "constructor",
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 60 }).map((words) => words.join("")),
        checkAnything,
      ),
      { numRuns: 1500 },
    );
  });

  it("is read without throwing where it is a cohort file with a piece cut out, put in or doubled", () => {
    const mutation = fc.record({
      text: fc.constantFrom(...EXAMPLES),
      at: fc.nat(),
      length: fc.nat(30),
      put: fc.oneof(
        fc.string({ maxLength: 5 }),
        fc.constantFrom("", ":", "\n", " ", "5", "[]", "{}", "null", "*a", "2026-02-30", "\u202e"),
      ),
    });
    const mutate = ({ text, at, length, put }: { text: string; at: number; length: number; put: string }) =>
      `${text.slice(0, at % text.length)}${put}${text.slice((at % text.length) + length)}`;
    fc.assert(fc.property(mutation.map(mutate), checkAnything), { numRuns: 400 });
  });

  it("is read without throwing where it is a cohort whose values have other types", () => {
    const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom("ada", "2026-06-01", "on", "__proto__", 5, -1, true, null, ""),
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            "id",
            "person",
            "ada",
            "mentor",
            "absences",
            "from",
            "zone",
            "milestones",
            "due",
            "url",
            "kind",
            "__proto__",
          ),
          tie("any"),
          { maxKeys: 4 },
        ),
      ),
    })).any;
    const sections = fc.dictionary(
      fc.constantFrom(
        "version",
        "cohort",
        "forge",
        "live",
        "coordinator",
        "people",
        "interns",
        "projects",
        "milestones",
        "kinds",
        "links",
        "guards",
        "accept",
      ),
      value,
      { maxKeys: 8 },
    );
    fc.assert(
      fc.property(sections, (file) => checkAnything(JSON.stringify(file))),
      { numRuns: 800 },
    );
  });

  it("gives the same answer twice", () => {
    for (const text of EXAMPLES) expect(JSON.stringify(parse(text))).toBe(JSON.stringify(parse(text)));
  });
});

describe("a file made to bring the reader down", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["brackets beyond counting", `${START}kinds: ${"[".repeat(200_000)}`, "too-deep"],
    ["braces beyond counting", `${START}kinds: ${"{a: ".repeat(60_000)}`, "too-deep"],
    ["lists in lists on one line", `${START}kinds:\n  ${"- ".repeat(100_000)}`, "too-deep"],
    ["question marks", `${START}kinds:\n  ${"? ".repeat(100_000)}`, "too-deep"],
    [
      "indentation without end",
      START + Array.from({ length: 500 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""),
      "too-deep",
    ],
    ["a file of a gigabyte's kind", START + "#".repeat(300_000), "too-large"],
    [
      "aliases of aliases",
      `${START}kinds:\n  a0: &a0 [x, x]\n${Array.from({ length: 30 }, (_, n) => `  a${n + 1}: &a${n + 1} [*a${n}, *a${n}]\n`).join("")}`,
      "alias-bomb",
    ],
    [
      "many aliases of one large value",
      `${START}kinds:\n  a: &a { v: [${"x,".repeat(200)}] }\n  b: { v: [${"*a,".repeat(20_000)}] }`,
      "alias-bomb",
    ],
  ];
  it.each(cases)("%s: refused", (_name, text, code) => {
    expect(codesOf(text)).toEqual([code]);
  });

  it("brackets inside texts and comments are only texts and comments", () => {
    const text = `${START}# ${"[".repeat(100)}\ninterns:\n  ada: { name: "${"[".repeat(100)}" }\nprojects:\n  ada:\n    why: |\n      ${"{[".repeat(50)}\n`;
    expect(codesOf(text)).toEqual([]);
  });

  it("a long list is no deep one", () => {
    const text = `${START}interns:\n${Array.from({ length: 500 }, (_, index) => `  intern-${index}: { mentor: m-${index} }\n`).join("")}`;
    expect(parse(text).cohort?.interns).toHaveLength(500);
  });
});

describe("names of JavaScript's own", () => {
  it("are refused or plain words, and reach no prototype", () => {
    expect(codesOf(`${START}__proto__: { live: true }`)).toEqual(["unknown-key"]);
    expect(codesOf(`${START}interns: { __proto__: { mentor: grace } }`)).toEqual(["unknown-key"]);
    expect(codesOf(`${START}people: { kim: {} }\ninterns: { ada: { mentor: constructor } }`)).toEqual([
      "unknown-person",
    ]);
    expect(codesOf(`${START}interns: { ada: { project: constructor } }`)).toEqual(["unknown-project"]);
    expect(codesOf(`${START}accept: [{ code: constructor, reason: r, by: kim }]`)).toEqual(["unknown-code"]);
    expect(parse(`${START}interns: { constructor: { mentor: tostring } }`).cohort?.interns[0]?.helpers).toEqual({
      mentor: "tostring",
    });
    expect(({} as Record<string, unknown>)["live"]).toBeUndefined();
  });
});

describe("what must not be shown", () => {
  const TOKENS = [
    ["in the forge's address", "forge: https://oauth2:s3cr3t-s3cr3t@gitlab.com/acme/internships", "s3cr3t"],
    ["as a key of its own", "token: s3cr3t-s3cr3t", "s3cr3t"],
    ["as a quoted key", 'forge: { kind: gitlab, project: acme/a, "private_token": "s3cr3t-s3cr3t" }', "s3cr3t"],
    ["of GitLab anywhere", "links: { chat: glpat-abcdefghij0123456789 }", "abcdefghij"],
    ["of GitHub anywhere", "coordinator2: ghp_abcdefghij0123456789", "abcdefghij"],
    ["in a link", "links: { chat: 'https://bot:s3cr3t-s3cr3t@example.org' }", "s3cr3t"],
    ["as an id", "coordinator: glpat-Abcdefghij0123456789", "bcdefghij"],
  ] as const;
  it.each(TOKENS)("a token %s is named, never repeated", (_name, line, secret) => {
    const { diagnostics } = parse(
      `${START.replace("coordinator: kim\n", line.startsWith("coordinator:") ? "" : "coordinator: kim\n")}${line}\n`,
    );
    expect(diagnostics.filter(({ severity }) => severity === "error")).toHaveLength(1);
    expect(JSON.stringify(diagnostics)).not.toContain(secret);
  });

  it.each([
    ["an escape sequence in a name", 'interns: { ada: { name: "A\\e[31mda" } }'],
    ["a raw escape in a name", 'interns: { ada: { name: "A\u001b[31mda" } }'],
    ["text turned around", 'interns: { ada: { name: "A\\u202Eda" } }'],
    ["half a character", 'interns: { ada: { name: "A\\uD800" } }'],
    ["a line break in a name", 'interns: { ada: { name: "Ada\\n/close" } }'],
    ["an escape in a longer text", 'projects: { ada: { why: "A\\u009b31m" } }\ninterns: { ada: {} }'],
  ])("%s is refused, and not shown as such", (_name, line) => {
    const { diagnostics } = parse(START + line);
    expect(diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code)).toEqual([
      "control-character",
    ]);
    for (const { message, remedy, excerpt } of diagnostics)
      expect(`${message}${remedy}${excerpt?.replace("\n", "")}`).not.toMatch(/[\p{Cc}\p{Cs}\u202e]/u);
  });

  it.each([
    ["joined emoji", "👩‍💻 Ada"],
    ["a script from right to left", "عدا مثال"],
    ["a mark of direction", "Ada\u200f Example"],
    ["letters with marks", "Zoë Ñandú"],
  ])("%s is a name like any other", (_name, name) => {
    expect(parse(`${START}interns: { ada: { name: "${name}" } }`).cohort?.people[0]?.name).toBe(name);
  });
});
