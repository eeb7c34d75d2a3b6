import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDate, type CivilDate } from "../../../src/core/model/date.ts";
import { changeFile, formatFile, parseFile, type StoredIssue } from "../../../src/forges/local/files/file.ts";
import { localFileName, parseFileName } from "../../../src/forges/local/files/names.ts";

const ISSUE: StoredIssue = {
  number: 12,
  title: "Week 3 · Ada Example",
  body: "- [ ] one\n- [x] two\n",
  state: "open",
  labels: ["cohort::2026-summer", "kind::retro"],
  assignees: ["ada"],
  due: "2026-06-18",
  milestone: null,
  confidential: false,
  author: "fledgling",
  createdAt: "2026-06-15T09:00:00Z",
  updatedAt: "2026-06-15T09:00:00Z",
};

const FILE = `---
number: 12
title: Week 3 · Ada Example
state: open
labels: [cohort::2026-summer, kind::retro]
assignees: [ada]
due: 2026-06-18
milestone:
confidential: false
author: fledgling
created: 2026-06-15T09:00:00Z
updated: 2026-06-15T09:00:00Z
---

- [ ] one
- [x] two
`;

function parse(text: string, number: number | null = 12): StoredIssue {
  const parsed = parseFile(text, number);
  if ("fault" in parsed) throw new Error(`${parsed.fault.line}:${parsed.fault.column} ${parsed.fault.message}`);
  return parsed.issue;
}

/** An issue file with other lines of front matter. */
function withFront(...lines: readonly string[]): string {
  return `---\n${lines.join("\n")}\n---\n\nBody\n`;
}

describe("an issue as a file", () => {
  it("is one that people can read", () => {
    expect(formatFile(ISSUE)).toBe(FILE);
    expect(parse(FILE)).toEqual(ISSUE);
  });

  it("survives being written and read, whatever its texts hold", () => {
    const line = fc.string({ unit: "binary" });
    const name = line.filter((text) => text.trim() !== "");
    const issue = fc.record({
      number: fc.integer({ min: 1, max: 999_999_999 }),
      title: line,
      body: line.map((text) => (text.trim() === "" ? "" : `${text.replace(/\r/g, "")}\n`)),
      state: fc.constantFrom("open", "closed"),
      labels: fc.uniqueArray(name).map((labels) => [...labels].sort()),
      assignees: fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/)),
      due: fc.option(fc.constantFrom<CivilDate>("2026-06-12", "2024-02-29")),
      milestone: fc.option(name),
      confidential: fc.boolean(),
      author: fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/),
      createdAt: fc.constantFrom("", "2026-06-15T09:00:00Z"),
      updatedAt: fc.constantFrom("", "2026-06-15T09:00:00.123+02:00"),
    }) as fc.Arbitrary<StoredIssue>;
    fc.assert(
      fc.property(issue, issue, (one, other) => {
        const text = formatFile(one);
        expect(parse(text, one.number)).toEqual(one);
        const changed = { ...other, number: one.number };
        expect(parse(changeFile(text, changed), one.number)).toEqual(changed);
        expect(changeFile(text, one)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a file that people have edited", () => {
  const cases: readonly [name: string, text: string, expected: Partial<StoredIssue>][] = [
    ["has Windows line ends", FILE.replaceAll("\n", "\r\n"), { ...ISSUE, body: "- [ ] one\r\n- [x] two\r\n" }],
    [
      "has next to nothing in it",
      withFront("title: Mine"),
      { title: "Mine", state: "open", labels: [], author: "", due: null, number: 12 },
    ],
    ["has nothing at all in its front matter", "---\n---\nBody", { title: "", body: "Body", assignees: [] }],
    ["has only a note in its front matter", withFront("# later"), { title: "", body: "Body\n" }],
    [
      "has its keys in another order",
      withFront("state: closed", "title: Mine", "number: 12"),
      { title: "Mine", state: "closed" },
    ],
    ["has keys of people's own", withFront("title: Mine", "mood: good", "tags: { a: 1 }"), { title: "Mine" }],
    [
      "has lists as people type them",
      withFront("labels: one, two", "assignees: ada"),
      { labels: ["one", "two"], assignees: ["ada"] },
    ],
    ["has lists line by line", withFront("labels:", "  - two", "  - one", "  - two"), { labels: ["one", "two"] }],
    [
      "has an account with its sign",
      withFront('assignees: ["@ada"]', 'author: "@kim"'),
      { assignees: ["ada"], author: "kim" },
    ],
    ["has a title that looks like a number", withFront("title: 1.10"), { title: "1.10" }],
    ["has a title that looks like a date", withFront("title: 2026-06-12"), { title: "2026-06-12" }],
    ["has a title that looks like an answer", withFront("title: true"), { title: "true" }],
    [
      "has empty values",
      withFront("due:", "milestone: ~", "labels:", "confidential:"),
      { due: null, milestone: null, labels: [] },
    ],
    [
      "has its values in capitals",
      withFront("state: Closed", "confidential: Yes"),
      { state: "closed", confidential: true },
    ],
    ["has blanks behind its lines", "---  \ntitle: Mine  \n--- \nBody", { title: "Mine", body: "Body" }],
    ["has a rule in its body", withFront("title: Mine") + "\n---\n\nMore\n", { body: "Body\n\n---\n\nMore\n" }],
    ["names another number than its own", withFront("number: 99"), { number: 12 }],
  ];
  it.each(cases)("is read when it %s", (_name, text, expected) => {
    expect(parse(text)).toMatchObject(expected);
  });

  it("keeps what is not changed: notes, order, keys of people's own, their way to write lists", () => {
    const mine =
      "---\n# mine\nlabels:\n  - two # first\n  - one\nmood:   good\ntitle: 'Mine'   # for now\ndue: 2026-06-20 # moved\n---\nBody, no blank line above";
    const changed = changeFile(mine, { ...parse(mine), state: "closed", due: "2026-06-25" });
    expect(changed).toBe(
      "---\n# mine\nlabels:\n  - two # first\n  - one\nmood: good\ntitle: 'Mine' # for now\ndue: 2026-06-25 # moved\nstate: closed\n---\nBody, no blank line above",
    );
  });

  it("gets a list as people write theirs", () => {
    const mine = withFront("labels:", "  - one");
    expect(changeFile(mine, { ...parse(mine), labels: ["one", "two"] })).toBe(
      withFront("labels:", "  - one", "  - two"),
    );
  });

  it("keeps its line ends, the body's too", () => {
    const mine = FILE.replaceAll("\n", "\r\n");
    const changed = changeFile(mine, { ...parse(mine), title: "New", body: "- [x] one\n" });
    expect(changed.replaceAll("\r\n", "")).not.toContain("\n");
    expect(parse(changed)).toMatchObject({ title: "New", body: "- [x] one\r\n" });
  });

  it("loses the number of the file it was copied from with the first change", () => {
    const copy = changeFile(FILE, { ...ISSUE, number: 13 });
    expect(copy).toContain("number: 13\n");
  });
});

describe("a file that people have broken", () => {
  const cases: readonly [name: string, text: string, line: number, column: number, words: RegExp][] = [
    ["has no front matter", "Just text\n", 1, 1, /front matter .* is missing/],
    ["is empty", "", 1, 1, /front matter .* is missing/],
    [
      "has lost the line below its front matter",
      "---\ntitle: Mine\n\nBody\n",
      1,
      1,
      /below the front matter is missing/,
    ],
    ["has a colon in a title", withFront("state: open", "title: Week 3: Ada"), 3, 8, /colon .* belongs in quotes/],
    ["has an account's sign without quotes", withFront("assignees: [@ada]"), 2, 13, /@ belongs in quotes/],
    ["has a key twice", withFront("state: open", "due:", "state: closed"), 4, 1, /twice/],
    ["has an open quote", withFront('title: "Mine'), 3, 1, /quote/],
    ["has a tab", withFront("labels:", "\t- one"), 3, 1, /tab/],
    ["has a key without a colon", withFront("title: Mine", "state closed", "due:"), 3, 1, /no colon|colon is missing/],
    ["has a state nobody knows", withFront("title: Mine", "state: done"), 3, 8, /`state` is none of open, closed/],
    ["has a date written otherwise", withFront("due: 12.6.2026"), 2, 6, /`due` is not a day such as/],
    ["has a day that does not exist", withFront("due: 2026-02-30"), 2, 6, /`due` is not a day/],
    ["has an answer nobody knows", withFront("confidential: maybe"), 2, 15, /`confidential` is none of/],
    ["has a title that is a list", withFront("title: [a, b]"), 2, 8, /`title` is not one value/],
    ["has labels that are keys", withFront("labels: { a: b }"), 2, 9, /`labels` is not a list/],
    ["has lists in a list", withFront("labels: [[a]]"), 2, 9, /`labels` is not a list/],
    ["refers to what is elsewhere", withFront("x: &a b", "title: *a"), 3, 8, /`title` is not one value/],
    ["is a list", withFront("- title: Mine"), 2, 1, /does not consist of lines such as/],
    ["has several faults: the first is told", withFront("state: done", "due: soon"), 2, 8, /`state`/],
  ];
  it.each(cases)("is refused by line and column when it %s", (_name, text, line, column, words) => {
    const parsed = parseFile(text, 12);
    expect(parsed).toMatchObject({ fault: { line, column, message: expect.stringMatching(words) } });
  });

  it("is refused in words when it nests beyond what a parser can hold", () => {
    expect(parseFile(withFront(`x: ${"[".repeat(50_000)}`), 12)).toMatchObject({ fault: { line: 2 } });
    expect(parseFile(withFront(`x: ${"{a: ".repeat(50_000)}`), 12)).toMatchObject({ fault: { line: 2 } });
  });

  it("must have a number somewhere", () => {
    expect(parseFile(withFront("number: 7"), null)).toMatchObject({ issue: { number: 7 } });
    expect(parseFile(withFront("title: Mine"), null)).toMatchObject({ fault: { message: "`number` is missing" } });
    for (const number of ["0", "-1", "1.5", "twelve", "9999999999"])
      expect(parseFile(withFront(`number: ${number}`), 12)).toMatchObject({ fault: { line: 2, column: 9 } });
  });
});

describe("the name of a file", () => {
  it.each([
    [12, "Week 3 · Ada Example", "12-week-3-ada-example.md"],
    [1, "Über Übungen & Café", "1-uber-ubungen-cafe.md"],
    [2, "שלום", "2.md"],
    [3, "", "3.md"],
    [4, "../../etc/passwd", "4-etc-passwd.md"],
    [5, '..\\..\\con: *?"<>|\u0000\n', "5-con.md"],
    [6, "x".repeat(300), `6-${"x".repeat(50)}.md`],
    [7, `${"y".repeat(49)} z`, `7-${"y".repeat(49)}.md`],
  ])("of issue %i, %s, is %s", (number, title, name) => {
    expect(localFileName(number, title)).toBe(name);
    expect(parseFileName(name)).toEqual({ role: "issue", number });
  });

  it.each([
    ["12.md", "issue", 12],
    ["012-x.md", "issue", 12],
    ["12-x.MD", "issue", 12],
    ["12 my words (2).md", "issue", 12],
    ["12.comments.md", "comments", 12],
    ["12-x.comments.md", "comments", 12],
    ["2026-06-12 notes.md", "issue", 2026],
    ["notes.md", "unnumbered", null],
    ["0-x.md", "unnumbered", null],
    ["12-x.md~", "other", null],
    ["12-x.txt", "other", null],
    [".12-x.md.swp", "other", null],
    [".12-x.md", "other", null],
    [".12.tmp", "other", null],
    ["labels.yaml", "other", null],
  ])("%s is that of: %s %s", (name, role, number) => {
    expect(parseFileName(name)).toEqual(number === null ? { role } : { role, number });
  });

  it("never leads out of its folder, whatever the title", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), fc.string({ unit: "binary" }), (number, title) => {
        expect(localFileName(number, title)).toMatch(/^\d+(?:-[a-z0-9]+)*\.md$/);
      }),
    );
  });
});

it("dates in these tests exist", () => {
  expect(parseDate("2024-02-29")).not.toBeNull();
});
