import { describe, expect, it } from "vitest";
import { escapeText } from "../../../../src/core/text/escape.ts";
import { composeBody, readBody } from "../../../../src/core/marker/body.ts";
import { baseOf } from "../../../../src/core/merge/merge-body.ts";
import { listCreateOnly } from "../../../../src/core/marker/create-only.ts";
import { createMarker } from "../../../../src/core/marker/marker-state.ts";
import { listPromises, type Said } from "../../../../src/core/desired/view/promises.ts";
import { GITHUB } from "../../../../src/forges/github/profile.ts";
import { GITLAB } from "../../../../src/forges/gitlab/profile.ts";
import { LOCAL } from "../../../../src/forges/local/profile.ts";
import type { ObservedIssue } from "../../../../src/core/model/issue.ts";
import { buildCohort } from "../../../support/cohort.ts";
import { buildDesired } from "../../../support/plan.ts";

const FORGE = { local: LOCAL, gitlab: GITLAB, github: GITHUB };
const BASE = "How was it?\n\n- [ ] Done for this week";
const URL = "https://forge.example/acme/-/issues/3";

interface Given {
  /** The page as people left it. */
  readonly text?: string;
  /** The page as it was made, where that told something once. */
  readonly made?: string;
  readonly comments?: readonly (readonly [author: string, text: string])[];
  readonly forge?: keyof typeof FORGE;
  readonly url?: string;
}

function list({ text = BASE, made = BASE, comments = [], forge = "gitlab", url = URL }: Given): readonly Said[] {
  const cohort = buildCohort();
  const marker = createMarker({
    key: "summer-2026/retro/ada/week-01",
    repository: "",
    run: "",
    blocks: baseOf(BASE),
    createOnly: listCreateOnly(made, BASE),
  });
  const issue: ObservedIssue = {
    place: "team",
    number: 3,
    url,
    title: "Week 1",
    body: composeBody(text, marker),
    state: "closed",
    labels: [],
    assignees: ["ada"],
    due: null,
    milestone: null,
    confidential: false,
    author: "fledgling-bot",
    createdAt: "2026-06-04T08:00:00Z",
    updatedAt: "2026-06-04T08:00:00Z",
    comments: comments.length,
  };
  return listPromises({
    cohort: { ...cohort, forge: { ...cohort.forge, profile: FORGE[forge] } },
    occurrence: buildDesired().occurrence,
    issue,
    body: readBody(issue.body),
    comments: comments.map(([author, said], index) => ({
      place: "team",
      number: 3,
      id: index + 1,
      author,
      text: said,
    })),
    reference: forge === "local" ? "file" : "number",
  });
}

const textsOf = (given: Given) => list(given).map(({ text }) => text);

describe("a promise is", () => {
  it.each<readonly [string, string, readonly string[]]>([
    ["a box that somebody added", "- [ ] Write it down", ["Write it down"]],
    ["no box that is ticked", "- [x] Write it down", []],
    ["no box that does not apply", "- [~] Write it down", []],
    ["a line that begins with Next:", "It was fine.\nNext: write it down", ["write it down"]],
    ["in bold too", "**Next:** write it down", ["write it down"]],
    ["a line that begins with Next week:", "Next week: write it down", ["write it down"]],
    ["what is listed below Next:", "Next:\n\n- write it down\n- rest\n\nBye.", ["write it down", "rest"]],
    ["a line that begins with I will", "- I will write it down", ["I will write it down"]],
    ["no I will within a line", "I hope I will write it down", []],
    ["in German", "Nächste Woche: aufschreiben\nIch werde ruhen.", ["aufschreiben", "Ich werde ruhen."]],
    ["nothing that is quoted", "> Next: write it down\n\n> - [ ] this", []],
    ["nothing in code", "```\nNext: write it down\n```", []],
    ["no Next: with nothing behind it", "Next:", []],
    ["at most two hundred characters", `Next: ${"a".repeat(300)}`, [`${"a".repeat(199)}…`]],
    ["told once, however often it was said", "- [ ] Rest\n\nNext: rest", ["Rest"]],
    ["its words, without their marks", "- [ ] **Ask** [Dina](https://x.example/a) &amp; rest", ["Ask Dina & rest"]],
  ])("%s", (_name, written, expected) => {
    expect(textsOf({ text: `${BASE}\n\n${written}` })).toEqual(expected);
    expect(textsOf({ comments: [["ada", written]] })).toEqual(expected);
  });

  it("nothing of the template's own", () => {
    expect(textsOf({})).toEqual([]);
  });

  it.each<readonly [string, string | null]>([
    ["ada", "Ada Example"],
    ["GRACE", "Grace Example"],
    ["sam", null],
    ["Ada Example", null],
    ["stranger", null],
    ["", null],
  ])("what the page's owner and the mentor said, and nobody else: %j", (author, by) => {
    expect(list({ comments: [[author, "Next: rest"]] }).map((one) => one.by)).toEqual(by === null ? [] : [by]);
  });
});

describe("where it was said is", () => {
  const comments = [["ada", "Next: rest"]] as const;
  it.each<readonly [keyof typeof FORGE, string, string]>([
    ["gitlab", URL, `${URL}#note_1`],
    ["github", "https://github.com/acme/x/issues/3", "https://github.com/acme/x/issues/3#issuecomment-1"],
    ["local", "folder/team/0003 week.md", "0003%20week.md"],
  ])("the comment on %s", (forge, url, expected) => {
    expect(list({ forge, url, comments })).toEqual([{ text: "rest", by: "Ada Example", url: expected }]);
  });

  it("the page for what stands on it, by nobody who could be named", () => {
    expect(list({ text: `${BASE}\n\nNext: rest` })).toEqual([{ text: "rest", by: null, url: URL }]);
  });
});

describe("what was carried over", () => {
  const made = `How was it?\n\n- [ ] rest ([Grace Example](${URL}#note_9))\n- [ ] read ([said earlier](${URL}))\n\n- Merged: [I will](https://x.example)\n\n- [ ] Done for this week`;

  it("is carried on with who said it and where, until it is ticked or taken out", () => {
    expect(list({ made, text: made })).toEqual([
      { text: "rest", by: "Grace Example", url: `${URL}#note_9` },
      { text: "read", by: null, url: URL },
    ]);
    expect(textsOf({ made, text: made.replace("[ ] rest", "[x] rest") })).toEqual(["read"]);
    expect(textsOf({ made, text: made.replace(/- \[ \] read.*\n/, "") })).toEqual(["rest"]);
  });

  it("is the person's own, once they reworded it", () => {
    expect(list({ made, text: made.replace("rest (", "sleep (") })[0]).toEqual({
      text: "sleep",
      by: "Grace Example",
      url: `${URL}#note_9`,
    });
  });

  it.each([
    "@all of you & <b>bold</b> #12 !3 ~label",
    "snake_case and *stars* and `code` and [brackets](x)",
    "see https://forge.example/a_b?c=d&e=f",
    "1. a list",
    "(in brackets)",
    "/close",
    "\\ and | and $x$",
  ])("says the same week after week: %s", (said) => {
    let texts = textsOf({ comments: [["ada", `Next: ${said}`]] });
    const [first = ""] = texts;
    for (let week = 0; week < 3; week++) {
      const page = `${BASE}\n- [ ] ${escapeText(texts[0] ?? "", "text")} ([Ada Example](${URL}))`;
      texts = textsOf({ made: page, text: page });
    }
    expect(texts).toEqual([first]);
  });
});
