import { describe, expect, it } from "vitest";
import { composeBody, readBody } from "../../../src/core/marker/body.ts";
import { createMarker } from "../../../src/core/marker/marker-state.ts";
import { baseOf, mergeBody } from "../../../src/core/merge/merge-body.ts";

interface Case {
  readonly name: string;
  /** As last rendered. */
  readonly base: string;
  /** What a person made of it. */
  readonly person: string;
  /** What the template makes now. */
  readonly render: string;
  readonly expected: string;
  /** What the plan tells as a conflict. */
  readonly told?: string;
}

const two = "- [ ] Say hello\n- [ ] Read the guide";

/** Everything that people, editors and templates do to a text, each alone. */
const CASES: readonly Case[] = [
  // Ticks
  {
    name: "a tick [x]",
    base: two,
    person: "- [x] Say hello\n- [ ] Read the guide",
    render: "- [ ] Say hello\n- [ ] Read the handbook",
    expected: "- [x] Say hello\n- [ ] Read the handbook",
  },
  {
    name: "a tick [X]",
    base: two,
    person: "- [X] Say hello\n- [ ] Read the guide",
    render: "- [ ] Say hello\n- [ ] Read the handbook",
    expected: "- [X] Say hello\n- [ ] Read the handbook",
  },
  {
    name: "a tick [~]",
    base: two,
    person: "- [~] Say hello\n- [ ] Read the guide",
    render: "- [ ] Say hello\n- [ ] Read the handbook",
    expected: "- [~] Say hello\n- [ ] Read the handbook",
  },
  {
    name: "a ticked item that the template rewords",
    base: two,
    person: "- [ ] Say hello\n- [x] Read the guide",
    render: "- [ ] Say hello\n- [ ] Read the handbook",
    expected: "- [ ] Say hello\n- [x] Read the guide",
    told: "ticked",
  },
  // Items: by a person, by the template, by both
  {
    name: "an item reworded by a person",
    base: two,
    person: "- [ ] Say hello to Sam\n- [ ] Read the guide",
    render: "- [ ] Say hello\n- [ ] Read the handbook",
    expected: "- [ ] Say hello to Sam\n- [ ] Read the handbook",
  },
  {
    name: "an item reworded by the template",
    base: two,
    person: "- [ ] Say hello\n- [ ] Read the guide\n\nMine.",
    render: "- [ ] Say hello to everyone\n- [ ] Read the guide",
    expected: "- [ ] Say hello to everyone\n- [ ] Read the guide\n\nMine.",
  },
  {
    name: "an item reworded by both",
    base: two,
    person: "- [ ] Say hello to Sam\n- [ ] Read the guide",
    render: "- [ ] Say hello to everyone\n- [ ] Read the guide",
    expected: "- [ ] Say hello to Sam\n- [ ] Read the guide",
    told: "edited",
  },
  {
    name: "an item added by a person",
    base: two,
    person: "- [ ] Say hello\n- [ ] Feed the cat\n- [ ] Read the guide",
    render: "- [ ] Say hello\n- [ ] Read the handbook",
    expected: "- [ ] Say hello\n- [ ] Feed the cat\n- [ ] Read the handbook",
  },
  {
    name: "an item added by the template",
    base: two,
    person: "- [x] Say hello\n- [ ] Read the guide\n\nMine.",
    render: "- [ ] Say hello\n- [ ] Meet Lin\n- [ ] Read the guide",
    expected: "- [x] Say hello\n- [ ] Meet Lin\n- [ ] Read the guide\n\nMine.",
  },
  {
    name: "an item added by both, each their own",
    base: two,
    person: "- [ ] Say hello\n- [ ] Feed the cat\n- [ ] Read the guide",
    render: "- [ ] Say hello\n- [ ] Meet Lin\n- [ ] Read the guide",
    expected: "- [ ] Say hello\n- [ ] Feed the cat\n- [ ] Meet Lin\n- [ ] Read the guide",
  },
  {
    name: "an item added by both, the same",
    base: two,
    person: "- [ ] Say hello\n- [x] Meet Lin\n- [ ] Read the guide",
    render: "- [ ] Say hello\n- [ ] Meet Lin\n- [ ] Read the guide",
    expected: "- [ ] Say hello\n- [x] Meet Lin\n- [ ] Read the guide",
  },
  {
    name: "an item removed by a person",
    base: two,
    person: "- [ ] Read the guide",
    render: "- [ ] Say hello\n- [ ] Read the handbook",
    expected: "- [ ] Read the handbook",
  },
  {
    name: "an item removed by the template",
    base: two,
    person: "- [ ] Say hello\n- [ ] Read the guide\n\nMine.",
    render: "- [ ] Read the guide",
    expected: "- [ ] Read the guide\n\nMine.",
  },
  {
    name: "an item removed by both",
    base: two,
    person: "- [ ] Read the guide\n\nMine.",
    render: "- [ ] Read the guide",
    expected: "- [ ] Read the guide\n\nMine.",
  },
  {
    name: "an item removed by a person and reworded by the template",
    base: two,
    person: "- [ ] Read the guide",
    render: "- [ ] Say hello to everyone\n- [ ] Read the guide",
    expected: "- [ ] Read the guide",
    told: "removed",
  },
  {
    name: "an item removed by the template and reworded by a person",
    base: two,
    person: "- [ ] Say hello to Sam\n- [ ] Read the guide",
    render: "- [ ] Read the guide",
    expected: "- [ ] Say hello to Sam\n- [ ] Read the guide",
    told: "edited",
  },
  {
    name: "an item moved by a person",
    base: `${two}\n- [ ] Meet Lin`,
    person: "- [ ] Meet Lin\n- [ ] Say hello\n- [ ] Read the guide",
    render: "- [ ] Say hello\n- [ ] Read the handbook\n- [ ] Meet Lin",
    expected: "- [ ] Meet Lin\n- [ ] Say hello\n- [ ] Read the handbook",
  },
  {
    name: "an item moved by the template",
    base: `${two}\n- [ ] Meet Lin`,
    person: `${two}\n- [ ] Meet Lin\n\nMine.`,
    render: `- [ ] Meet Lin\n${two}`,
    expected: `- [ ] Meet Lin\n${two}\n\nMine.`,
  },
  {
    name: "an item moved by both",
    base: `${two}\n- [ ] Go for a walk\n- [ ] Meet Lin`,
    person: "- [ ] Say hello\n- [ ] Meet Lin\n- [ ] Read the guide\n- [ ] Go for a walk",
    render: `- [ ] Meet Lin\n${two}\n- [ ] Go for a walk`,
    expected: "- [ ] Say hello\n- [ ] Meet Lin\n- [ ] Read the guide\n- [ ] Go for a walk",
  },
  {
    name: "an item indented by a person",
    base: two,
    person: "- [ ] Say hello\n  - [ ] Read the guide",
    render: "- [ ] Say hello to all\n- [ ] Read the guide",
    expected: "- [ ] Say hello to all\n  - [ ] Read the guide",
  },
  {
    name: "an item indented by the template",
    base: two,
    person: "- [x] Say hello\n- [ ] Read the guide\n\nMine.",
    render: "- [ ] Say hello\n  - [ ] Read the guide",
    expected: "- [x] Say hello\n  - [ ] Read the guide\n\nMine.",
  },
  {
    name: "an item indented by both",
    base: two,
    person: "- [x] Say hello\n  - [ ] Read the guide",
    render: "- [ ] Say hello\n  - [ ] Read the guide",
    expected: "- [x] Say hello\n  - [ ] Read the guide",
  },
  // Blocks
  {
    name: "a paragraph between managed blocks",
    base: "# Week one\n\n- [ ] Say hello\n\nAsk anything.",
    person: "# Week one\n\n- [ ] Say hello\n\nI said hello to Sam.\n\nAsk anything.",
    render: "# Week one\n\n- [ ] Say hello\n\nAsk us anything.",
    expected: "# Week one\n\n- [ ] Say hello\n\nI said hello to Sam.\n\nAsk us anything.",
  },
  {
    name: "a table with a cell filled in",
    base: "Hello.\n\n| Goal | Done? |\n|---|---|\n| First patch |  |",
    person: "Hello.\n\n| Goal | Done? |\n|---|---|\n| First patch | yes |",
    render: "Hello, Ada.\n\n| Goal | Done? |\n|---|---|\n| First patch |  |\n| A talk |  |",
    expected: "Hello, Ada.\n\n| Goal | Done? |\n|---|---|\n| First patch | yes |",
    told: "edited",
  },
  {
    name: "the whole text rewritten",
    base: two,
    person: "Nothing but my own words.\n\n- [x] really",
    render: "- [ ] Say hello\n- [ ] Read the handbook",
    expected: "Nothing but my own words.\n\n- [x] really",
    told: "rewritten",
  },
  {
    name: "the whole text emptied",
    base: two,
    person: "",
    render: "- [ ] Say hello\n- [ ] Read the handbook",
    expected: "",
    told: "rewritten",
  },
  // Spellings
  {
    name: "CRLF",
    base: two,
    person: "- [x] Say hello\r\n- [ ] Read the guide\r\n\r\nMine.",
    render: "- [ ] Say hello\n- [ ] Read the handbook",
    expected: "- [x] Say hello\r\n- [ ] Read the handbook\r\n\r\nMine.",
  },
  {
    name: "trailing blanks",
    base: two,
    person: "- [ ] Say hello  \n- [ ] Read the guide \t\n\nMine.",
    render: "- [ ] Say hello to all\n- [ ] Read the guide",
    expected: "- [ ] Say hello to all  \n- [ ] Read the guide \t\n\nMine.",
  },
  {
    name: "tabs",
    base: "- [ ] Say hello\n  - [ ] to Sam",
    person: "- [ ] Say hello\n\t- [ ] to Sam\n\nMine.",
    render: "- [ ] Say hello\n  - [ ] to Sam and Lin",
    expected: "- [ ] Say hello\n  - [ ] to Sam and Lin\n\nMine.",
  },
  {
    name: "no final newline",
    base: `${two}\n`,
    person: "- [x] Say hello\n- [ ] Read the guide",
    render: "- [ ] Say hello\n- [ ] Read the guide\n- [ ] Meet Lin",
    expected: "- [x] Say hello\n- [ ] Read the guide\n- [ ] Meet Lin",
  },
  {
    name: "other bullets of a rich-text editor",
    base: two,
    person: "* [x] Say hello\n* [ ] Read the guide\n\nMine.",
    render: `${two}\n- [ ] Meet Lin`,
    expected: "* [x] Say hello\n* [ ] Read the guide\n* [ ] Meet Lin\n\nMine.",
  },
  {
    name: "escapes of a rich-text editor",
    base: "Use snake_case (really)!\n\nAsk anything.",
    person: "Use snake\\_case \\(really\\)\\!\n\nAsk anything.\n\nMine.",
    render: "Use snake_case everywhere!\n\nAsk anything.",
    expected: "Use snake_case everywhere!\n\nAsk anything.\n\nMine.",
  },
  {
    name: "a renumbered list of a rich-text editor",
    base: "1. one\n2. two\n3. three",
    person: "1. one\n1. two\n1. three\n\nMine.",
    render: "1. one\n2. two and a half\n3. three",
    expected: "1. one\n2. two and a half\n1. three\n\nMine.",
  },
  // What looks like a task
  {
    name: "a task in a fence",
    base: two,
    person: `${two}\n\n\`\`\`\n- [x] Say hello\n\`\`\``,
    render: "- [ ] Read the guide",
    expected: "- [ ] Read the guide\n\n```\n- [x] Say hello\n```",
  },
  {
    name: "a task in a comment",
    base: two,
    person: `${two}\n\n<!--\n- [x] Say hello\n-->`,
    render: "- [ ] Read the guide",
    expected: "- [ ] Read the guide\n\n<!--\n- [x] Say hello\n-->",
  },
  {
    name: "a task in HTML",
    base: two,
    person: `${two}\n\n<div>\n- [x] Say hello\n</div>`,
    render: "- [ ] Read the guide",
    expected: "- [ ] Read the guide\n\n<div>\n- [x] Say hello\n</div>",
  },
  // Signs
  {
    name: "emoji",
    base: "- [ ] Say hello 👋🏽\n- [ ] Read the guide",
    person: "- [x] Say hello 👋🏽\n- [ ] Read the guide\n\n🎉 👩‍💻",
    render: "- [ ] Say hello 👋🏽\n- [ ] Read the guide 📖",
    expected: "- [x] Say hello 👋🏽\n- [ ] Read the guide 📖\n\n🎉 👩‍💻",
  },
  {
    name: "right-to-left text",
    base: "- [ ] قل مرحبا\n- [ ] اقرأ الدليل",
    person: "- [x] قل مرحبا\n- [ ] اقرأ الدليل\n\nשלום",
    render: "- [ ] قل مرحبا\n- [ ] اقرأ الدليل كله",
    expected: "- [x] قل مرحبا\n- [ ] اقرأ الدليل كله\n\nשלום",
  },
  {
    name: "combining marks, spelled otherwise",
    base: "- [ ] Find the caf\u00E9\n- [ ] Read the guide",
    person: "- [x] Find the cafe\u0301\n- [ ] Read the guide",
    render: "- [ ] Find the caf\u00E9\n- [ ] Read the handbook",
    expected: "- [x] Find the caf\u00E9\n- [ ] Read the handbook",
  },
];

describe("what a merge makes of", () => {
  it.each(CASES)("$name", ({ base, person, render, expected, told }) => {
    const { text, conflicts, base: next } = mergeBody({ base: baseOf(base), observed: person, desired: render });
    expect({ text, told: conflicts.map(({ because }) => because) }).toEqual({
      text: expected,
      told: told === undefined ? [] : [told],
    });
    expect(mergeBody({ base: next, observed: text, desired: render })).toMatchObject({ text, conflicts: [] });
  });
});

const KEY = "summer/retro/ada/week-03";
const BODY = composeBody(
  two,
  createMarker({ key: KEY, repository: "acme/internships", run: "r-1", blocks: baseOf(two) }),
);
const MARKER = BODY.slice(BODY.indexOf("<!--"));
const TICKED = "- [x] Say hello\n- [ ] Read the guide";
const NEW = "- [x] Say hello\n- [ ] Read the handbook";

/** What people and editors do to the hidden marker; the template has a handbook now, and Ada has ticked a box. */
const MARKERS: readonly {
  readonly name: string;
  readonly body: string;
  readonly problem: string;
  readonly foundIn: "marker" | "footer" | null;
  /** Without a marker to rely on nothing is touched. */
  readonly expected: string;
}[] = [
  { name: "as it was", body: BODY, problem: "none", foundIn: "marker", expected: NEW },
  { name: "deleted", body: BODY.replace(MARKER, ""), problem: "missing-marker", foundIn: "footer", expected: TICKED },
  { name: "deleted with the last line", body: two, problem: "missing-marker", foundIn: null, expected: TICKED },
  {
    name: "moved to the top",
    body: `${MARKER}\n\n${BODY.replace(MARKER, "")}`,
    problem: "none",
    foundIn: "marker",
    expected: NEW,
  },
  { name: "duplicated", body: `${BODY}\n${MARKER}`, problem: "duplicate-marker", foundIn: "marker", expected: NEW },
  {
    name: "broken",
    body: BODY.replace(/blocks=\S+/, "blocks=oops"),
    problem: "broken-marker",
    foundIn: "marker",
    expected: TICKED,
  },
  {
    name: "from a newer version",
    body: BODY.replace("fledgling:1", "fledgling:2"),
    problem: "newer-version",
    foundIn: "marker",
    expected: TICKED,
  },
];

describe("what a merge makes of a text whose marker is", () => {
  it.each(MARKERS)("$name", ({ body, problem, foundIn, expected }) => {
    const read = readBody(body.replace("- [ ] Say", "- [x] Say"));
    expect(read).toMatchObject({ problem, foundIn, text: TICKED });
    const merged = mergeBody({
      base: read.marker?.blocks ?? null,
      observed: read.text,
      desired: "- [ ] Say hello\n- [ ] Read the handbook",
    });
    expect(merged).toMatchObject({ text: expected, conflicts: [] });
  });
});
