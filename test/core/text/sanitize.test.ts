import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatJson } from "../../../src/core/report/json.ts";
import { fence } from "../../../src/core/report/parts/fence.ts";
import { clipLine, codeCell, codeSpan, escapeMarkdown, showLines } from "../../../src/core/text/sanitize.ts";

const ESC = String.fromCharCode(27);
const BELL = String.fromCharCode(7);

/** Everything a terminal or a log acts upon instead of showing it. */
const ACTS = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/u;
const COMMAND = /^\s*(?:::|##\[|##vso\[|section_start:|section_end:)|##\[|##vso\[/i;

const HOSTILE: readonly (readonly [name: string, text: string])[] = [
  ["a colour", `${ESC}[31mred${ESC}[0m`],
  ["a title for the window", `${ESC}]0;owned${BELL}hello`],
  ["a cursor that goes up", `one${ESC}[2A${ESC}[2Ktwo`],
  ["a C1 control", "a\u009B31mb"],
  ["a line break before a command of GitHub", "Hello\n::set-env name=PATH::/tmp"],
  ["a command of GitHub", "::error::owned"],
  ["an old command of GitHub in the middle", "Hello ##[add-path]/tmp"],
  ["a command of Azure in the middle", "Hello ##vso[task.setvariable variable=a]b"],
  ["a section of GitLab", `section_start:1:owned\r${ESC}[0Kowned`],
  ["a carriage return", "harmless\rowned"],
  ["text that reads backwards", "ada\u202Eevil\u202C"],
  ["isolates", "\u2066a\u2069"],
  ["signs nobody sees", "a\u200Bb\uFEFFc"],
  ["separators of Unicode", "a\u2028::b\u2029c"],
  ["half of a pair", "a\uD800b"],
  ["nothing but a command behind blanks", "   ::warning::x"],
];

describe("clipLine", () => {
  it.each(HOSTILE)("only shows %s", (_name, text) => {
    const line = clipLine(text);
    expect(line).not.toMatch(ACTS);
    expect(line).not.toMatch(COMMAND);
    expect(line).not.toMatch(/\p{Surrogate}/u);
  });

  it("never acts, whatever the text", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...HOSTILE.map(([, text]) => text)), fc.string())), (parts) => {
        const line = clipLine(parts.join(""));
        expect(line).not.toMatch(ACTS);
        expect(line).not.toMatch(COMMAND);
      }),
    );
  });

  it("leaves ordinary words, other scripts and emoji of several parts as they are", () => {
    const text = "Week 2 · Ọláwálé 👩‍💻 kind::retro";
    expect(clipLine(text)).toBe(text);
  });

  it("cuts by characters, not by halves of them", () => {
    expect(clipLine("🙂".repeat(10), 5)).toBe("🙂🙂🙂🙂…");
  });
});

describe("showLines", () => {
  it("keeps each sign's place, so that a caret stays below its fault", () => {
    expect(showLines(`3 |\ta:  ${ESC}b\n  |     \t^`)).toEqual(["3 | a:  \uFFFDb", "  |      ^"]);
  });

  it.each(HOSTILE)("only shows %s", (_name, text) => {
    for (const line of showLines(text)) {
      expect(line).not.toMatch(ACTS);
      expect(line).not.toMatch(COMMAND);
    }
  });
});

describe("Markdown", () => {
  it.each([
    ["a code span that tries to end", "a ` b `` c"],
    ["a mention of everybody", "@all"],
    ["HTML", "<img src=x onerror=alert(1)>"],
  ])("keeps %s inside a code span", (_name, text) => {
    const span = codeSpan(text);
    const mark = /^`+/.exec(span)?.[0] ?? "";
    expect(mark.length).toBeGreaterThan(0);
    expect(span.endsWith(mark)).toBe(true);
    expect([...span.slice(mark.length, -mark.length).matchAll(/`+/g)].map(([run]) => run.length)).not.toContain(
      mark.length,
    );
  });

  it("keeps a table's cell whole", () => {
    expect(codeCell("a | b")).not.toContain("|");
  });

  it.each([
    ["mentions", "@all", /@\w/],
    ["references", "see #12", /#\d/],
    ["tags", "<b>", /<b>/],
    ["links", "[a](b)", /(?<!\\)\[a\]/],
  ])("disarms %s in words", (_name, text, pattern) => {
    expect(escapeMarkdown(text)).not.toMatch(pattern);
  });

  it("fences with more backticks than any line inside has", () => {
    expect(fence(["```", "````js"])).toEqual(["`````diff", "```", "````js", "`````"]);
  });
});

describe("formatJson", () => {
  it.each(HOSTILE.filter(([name]) => name !== "half of a pair"))(
    "says %s without acting, and reads back the same",
    (_name, text) => {
      const json = formatJson({ text });
      expect(JSON.parse(json)).toEqual({ text });
      for (const line of json.split("\n")) {
        expect(line).not.toMatch(ACTS);
        expect(line).not.toMatch(COMMAND);
      }
    },
  );
});
