import { describe, expect, it } from "vitest";
import { parseKind } from "../../../../src/core/kinds/parse/parse-kind.ts";
import { formatAnchor } from "../../../../src/core/calendar/anchor.ts";
import { frontMatter, libraryOf, settings, source, toLine } from "../../../support/library-of.ts";

type Front = Readonly<Record<string, string | null>>;

describe("front matter that is right", () => {
  it("becomes a kind, with everything that is not said defaulted", () => {
    const { kind, diagnostics } = parseKind(source("hello.md.hbs", `${frontMatter()}Hi\n`), {});
    expect(diagnostics).toEqual([]);
    expect(kind).toMatchObject({
      name: "hello",
      per: "intern",
      repeat: null,
      title: "Hello {{intern.name}}",
      titlePosition: { line: 4, column: 9 },
      body: "Hi\n",
      bodyLine: 9,
      owner: ["intern"],
      mention: [],
      due: null,
      closes: null,
      lane: "team",
      late: "open",
      finished: "tasks",
      gate: null,
      minutes: {},
      rounds: null,
      dates: {},
      attributes: {},
      needs: [],
      only: {},
      enabled: true,
      file: "templates/hello.md.hbs",
    });
  });

  it("may say everything there is to say", () => {
    const front = frontMatter({
      per: "helper",
      repeat: "{ every: 2w, on: thursday, from: start + 1w, until: end }",
      owner: "[mentor, manager]",
      mention: "buddy",
      opens: "occurrence - 1d",
      due: "{ at: occurrence + 2d, show: text }",
      closes: "next",
      lane: "private",
      late: "open",
      finished: "answer",
      gate: "Go",
      blocks: "boot",
      minutes: "{ mentor: 5, intern: 0 }",
      needs: "[gaps, children]",
      only: "{ role: backend }",
      enabled: "false",
    });
    const { kind } = parseKind(source("hello.md.hbs", front), {});
    expect(kind).toMatchObject({
      per: "helper",
      owner: ["mentor", "manager"],
      mention: ["buddy"],
      due: { show: "text" },
      closes: "next",
      lane: "private",
      late: "open",
      finished: "answer",
      gate: "Go",
      blocks: "boot",
      minutes: { mentor: 5, intern: 0 },
      needs: ["gaps", "children"],
      only: { role: "backend" },
      enabled: false,
    });
    expect(kind?.repeat).toMatchObject({ every: { amount: 2, unit: "w" }, on: 4 });
    expect(kind?.due === null || kind?.due === undefined ? null : formatAnchor(kind.due.at)).toBe("occurrence + 2d");
  });

  it("may name the days of its rounds and of its text, and choices of its own", () => {
    const front = frontMatter({
      rounds: "{ short: week 2, three-months: end + 3m }",
      opens: "occurrence - 3d",
      closes: "next",
      mention: "[]",
      dates: "{ decision: 75%, told: 81% }",
      attributes: "{ mode: virtual }",
    });
    const { kind, diagnostics } = parseKind(source("hello.md.hbs", front), {});
    expect(diagnostics).toEqual([]);
    expect(kind).toMatchObject({ late: "open", mention: [], attributes: { mode: "virtual" }, closes: "next" });
    expect(Object.entries(kind?.rounds ?? {}).map(([name, one]) => `${name} ${formatAnchor(one)}`)).toEqual([
      "short week 2",
      "three-months end + 3m",
    ]);
    expect(Object.entries(kind?.dates ?? {}).map(([name, one]) => `${name} ${formatAnchor(one)}`)).toEqual([
      "decision 75%",
      "told 81%",
    ]);
  });

  it("skips what was missed where it repeats, unless it says otherwise", () => {
    const { kind } = parseKind(
      source("hello.md.hbs", frontMatter({ repeat: "{ every: 1w }", opens: "occurrence" })),
      {},
    );
    expect(kind?.late).toBe("skip");
  });

  it.each([
    ["Windows line ends", (text: string) => text.replaceAll("\n", "\r\n")],
    ["a byte order mark", (text: string) => `\uFEFF${text}`],
    ["blanks after the fences", (text: string) => text.replace("---\n", "---  \n").replace("team\n---", "team\n--- ")],
  ])("is read in spite of %s", (_name, change) => {
    const { kind, diagnostics } = parseKind(source("hello.md.hbs", change(`${frontMatter()}one\n\n---\ntwo\n`)), {});
    expect(diagnostics).toEqual([]);
    expect(kind).toMatchObject({ body: "one\n\n---\ntwo\n", bodyLine: 9 });
  });
});

describe("front matter that is wrong", () => {
  const keys =
    "kind, per, repeat, rounds, title, owner, mention, opens, due, closes, lane, late, finished, review, nudge, blocks, gate, minutes, dates, attributes, needs, only, enabled";
  const anchors =
    "An anchor is start, end, mid, occurrence, 63%, week 3 or milestone:ID, then any offsets such as + 5d, - 2w or + 1m.";
  const cases: readonly (readonly [name: string, front: Front, expected: readonly string[]])[] = [
    [
      "an unknown key, at the key",
      { opnes: "end" },
      ["hello.md.hbs:8:1 unknown-key: front matter has no opnes. Did you mean opens?"],
    ],
    [
      "a key far from any",
      { colour: "red" },
      [`hello.md.hbs:8:1 unknown-key: front matter has no colour. The keys are ${keys}`],
    ],
    [
      "an unknown key inside repeat",
      { opens: "occurrence", repeat: "{ every: 1w, onn: monday }" },
      ["hello.md.hbs:8:22 unknown-key: front matter has no repeat.onn. Did you mean on?"],
    ],
    [
      "an unknown key inside due",
      { due: "{ at: end, shwo: text }" },
      ["hello.md.hbs:8:17 unknown-key: front matter has no due.shwo. Did you mean show?"],
    ],
    [
      "a role that is none, in minutes",
      { minutes: "{ mentr: 5 }" },
      ["hello.md.hbs:8:12 unknown-key: front matter has no minutes.mentr. Did you mean mentor?"],
    ],
    [
      "a missing key",
      { owner: null, lane: null },
      [
        "hello.md.hbs:2:1 missing-key: owner is missing. Add owner: one role, or several in order of preference: the first that somebody holds acts",
        "hello.md.hbs:2:1 missing-key: lane is missing. Add lane: where it may be seen: public, team or private",
      ],
    ],
    [
      "a missing key inside another",
      { due: "{ show: text }" },
      [
        "hello.md.hbs:8:6 missing-key: due.at is missing. Add due.at: the day it is due: an anchor, or { at: end, show: text } to say it in words only",
      ],
    ],
    [
      "a word that is not one of the words",
      { per: "interns" },
      ['hello.md.hbs:3:6 bad-value: "interns" cannot be per. Did you mean intern?'],
    ],
    [
      "a word far from any",
      { lane: "secret" },
      ['hello.md.hbs:7:7 bad-value: "secret" cannot be lane. lane is where it may be seen: public, team or private'],
    ],
    [
      "a role that is none",
      { owner: "mentr" },
      ['hello.md.hbs:5:8 bad-value: "mentr" cannot be owner. Did you mean mentor?'],
    ],
    [
      "a role that is none, in a list",
      { owner: "[intern, mentr]" },
      ['hello.md.hbs:5:17 bad-value: "mentr" cannot be owner.1. Did you mean mentor?'],
    ],
    [
      "nobody to act",
      { owner: "[]" },
      [
        "hello.md.hbs:5:8 bad-value: an empty list cannot be owner. owner is one role, or several in order of preference: the first that somebody holds acts",
      ],
    ],
    [
      "a number where words belong",
      { opens: "3" },
      ["hello.md.hbs:6:8 bad-value: 3 cannot be opens. opens is the day it is made, an anchor such as start - 2w"],
    ],
    [
      "words where a number belongs",
      { minutes: "{ mentor: many }" },
      [
        'hello.md.hbs:8:20 bad-value: "many" cannot be minutes.mentor. minutes.mentor is whole minutes it asks of each role: { intern: 10, mentor: 5 }',
      ],
    ],
    [
      "an empty title",
      { title: '""' },
      [
        "hello.md.hbs:4:9 bad-value: an empty text cannot be title. title is the issue's title, one line, with expressions",
      ],
    ],
    [
      "data nobody gathers",
      { needs: "[childrn]" },
      ['hello.md.hbs:8:9 bad-value: "childrn" cannot be needs.0. Did you mean children?'],
    ],
    [
      "a name that is not the file's",
      { kind: "hallo" },
      ["hello.md.hbs:2:7 wrong-kind-name: the file is called hello and the kind hallo. Give both the same name"],
    ],
    [
      "a title of two lines",
      { title: "|-\n  Hello\n  you" },
      ["hello.md.hbs:5:3 bad-value: a title is one line. Take the line breaks out"],
    ],
    [
      "an anchor, at the column inside it",
      { opens: "start - 2x", due: '"end + 2 weks"', closes: "strat" },
      [
        'hello.md.hbs:6:17 bad-anchor: "x" is not a unit of time. The units are d (working days), w (weeks) and m (months).',
        'hello.md.hbs:8:15 bad-anchor: "weks" is not a unit of time. The units are d (working days), w (weeks) and m (months).',
        `hello.md.hbs:9:9 bad-anchor: "strat" is not a place in an internship. Did you mean "start"? ${anchors}`,
      ],
    ],
    [
      "a repeat, at the key inside it",
      { opens: "occurrence", repeat: "{ every: often, on: thorsday, until: never }" },
      [
        'hello.md.hbs:8:18 bad-repeat: "often" is not a length of time that a repeat can have. Write a number of weeks or days, at least one: 1w, 2w or 3d.',
        'hello.md.hbs:8:29 bad-repeat: "thorsday" is not a day of the week. Did you mean "thursday"?',
        `hello.md.hbs:8:46 bad-repeat: "never" is not a place in an internship. ${anchors}`,
      ],
    ],
    [
      "closing with the next where there is none",
      { closes: "next" },
      [
        "hello.md.hbs:8:9 closes-next-once: closes: next needs a repeat. Say when it closes with an anchor, such as start + 6w",
      ],
    ],
    [
      "repeats that would all open on one day",
      { repeat: "{ every: 1w }" },
      [
        "hello.md.hbs:6:8 repeat-opens-once: what repeats would open every time on one and the same day. Write opens: occurrence, with an offset if you like, such as occurrence - 1d",
      ],
    ],
    [
      "repeats and rounds at once",
      { repeat: "{ every: 1w }", rounds: "{ short: week 2 }", opens: "occurrence" },
      ["hello.md.hbs:9:9 repeat-and-rounds: a kind either repeats or has rounds. Leave one of repeat and rounds out"],
    ],
    [
      "rounds without any",
      { rounds: "{}", opens: "occurrence" },
      [
        "hello.md.hbs:8:9 bad-value: rounds without a round would never be made. Name a day, such as { final: end - 1w }, or leave rounds out",
      ],
    ],
    [
      "rounds that would all open on one day",
      { rounds: "{ short: week 2 }" },
      [
        "hello.md.hbs:6:8 repeat-opens-once: what repeats would open every time on one and the same day. Write opens: occurrence, with an offset if you like, such as occurrence - 1d",
      ],
    ],
    [
      "a round without a name for a key, at its name",
      { rounds: "{ Short one: week 2 }", opens: "occurrence" },
      [
        'hello.md.hbs:8:11 bad-value: "Short one" cannot be a name in rounds. Names have lower case letters and digits, and -, _ or . between',
      ],
    ],
    [
      "a round and a date that mean no day, at the column inside them",
      { rounds: "{ short: weak 2, own: occurrence }", dates: "{ told: 181% }", opens: "occurrence" },
      [
        `hello.md.hbs:8:18 bad-anchor: "weak" is not a place in an internship. Did you mean "week"? ${anchors}`,
        "hello.md.hbs:8:31 bad-anchor: A round cannot be counted from its own day. Write start, end or another fixed place.",
        "hello.md.hbs:9:16 bad-anchor: 181% is past the end. Write a share from 0% to 100%, or count from the end: end + 1w.",
      ],
    ],
    [
      "a date and a choice that a text could not name",
      { dates: "{ the-day: end }", attributes: "{ Mode: virtual }" },
      [
        'hello.md.hbs:8:10 bad-value: "the-day" cannot be a name in dates. Names have lower case letters and digits, and _',
        'hello.md.hbs:9:15 bad-value: "Mode" cannot be a name in attributes. Names have lower case letters and digits, and _',
      ],
    ],
    [
      "the issues of a project that there is not",
      { per: "cohort", needs: "[children]" },
      [
        "hello.md.hbs:8:8 no-children: the issues to list are those of one project, and a cohort issue belongs to none. Leave children out, or make the kind per project",
      ],
    ],
  ];
  it.each(cases)("%s", (_name, front, expected) => {
    expect(libraryOf("x\n", { front }).diagnostics.map(toLine)).toEqual(expected);
  });

  it.each([
    [
      "no front matter",
      "Hello\n",
      "hello.md.hbs:1:1 no-front-matter: a template starts with its front matter between two lines of ---. Begin the file with ---, then kind:, per:, title:, owner:, opens: and lane:, then --- again",
    ],
    [
      "front matter that does not end",
      "---\nkind: hello\n",
      "hello.md.hbs:1:1 no-front-matter: a template starts with its front matter between two lines of ---. Begin the file with ---, then kind:, per:, title:, owner:, opens: and lane:, then --- again",
    ],
    [
      "empty front matter",
      "---\n---\nHello\n",
      "hello.md.hbs:2:1 broken-front-matter: front matter is empty. Write keys such as kind:, per:, title:, owner:, opens: and lane:",
    ],
    [
      "a list",
      "---\n- kind\n---\n",
      "hello.md.hbs:2:1 broken-front-matter: front matter is not a list of keys and values. Write keys such as kind:, per:, title:, owner:, opens: and lane:",
    ],
    [
      "a key twice",
      "---\nkind: hello\nkind: hello\n---\n",
      "hello.md.hbs:3:1 broken-front-matter: Map keys must be unique. Correct the YAML here",
    ],
    [
      "aliases of aliases",
      `---\n${Array.from({ length: 9 }, (_, n) => `a${n}: &a${n} [${n === 0 ? "x" : `*a${n - 1}, *a${n - 1}, *a${n - 1}`}]\n`).join("")}---\n`,
      "hello.md.hbs:2:1 broken-front-matter: front matter unfolds without end. Correct the YAML here",
    ],
    [
      "brackets without end",
      `---\nkind: ${"[".repeat(500)}\n---\n`,
      "hello.md.hbs:2:1 broken-front-matter: front matter nests deeper than anything in it needs. Correct the YAML here",
    ],
    [
      "a whole book",
      `---\ntitle: ${"x".repeat(20_000)}\n---\n`,
      "hello.md.hbs:2:1 broken-front-matter: front matter has 20008 characters, and 10000 is the most. Correct the YAML here",
    ],
  ])("%s", (_name, text, expected) => {
    const { kind, diagnostics } = parseKind(source("hello.md.hbs", text), {});
    expect(kind).toBeNull();
    expect(diagnostics.map(toLine)).toEqual([expected]);
  });
});

describe("what the cohort file says about a kind", () => {
  const text = `${frontMatter({ due: "end" })}x\n`;
  const override = (overrides: Readonly<Record<string, unknown>>) =>
    parseKind(source("hello.md.hbs", text), settings({ hello: { overrides } }));

  it("stands for the template's own", () => {
    const { kind } = override({
      opens: "start + 1w",
      owner: ["mentor", "manager"],
      due: { at: "end - 1d", show: "text" },
      minutes: { mentor: 5 },
      title: "Hi",
    });
    expect(kind).toMatchObject({
      owner: ["mentor", "manager"],
      due: { show: "text" },
      minutes: { mentor: 5 },
      title: "Hi",
    });
    expect(kind === null ? null : formatAnchor(kind.opens)).toBe("start + 1w");
  });

  it("takes a key away with null, and mentions nobody with an empty list", () => {
    expect(override({ due: null }).kind?.due).toBeNull();
    expect(override({ mention: [] }).kind?.mention).toEqual([]);
  });

  it("replaces rounds, dates and choices one by one", () => {
    const many = frontMatter({
      rounds: "{ short: week 2, final: end - 1w }",
      dates: "{ decision: 75%, told: 81% }",
      attributes: "{ mode: virtual, size: small }",
      opens: "occurrence",
    });
    const { kind } = parseKind(
      source("hello.md.hbs", many),
      settings({
        hello: {
          overrides: {
            rounds: { short: null, late: "end - 3w" },
            dates: { told: "88%" },
            attributes: { mode: "in-person" },
          },
        },
      }),
    );
    expect(Object.keys(kind?.rounds ?? {})).toEqual(["final", "late"]);
    expect(Object.entries(kind?.dates ?? {}).map(([name, one]) => `${name} ${formatAnchor(one)}`)).toEqual([
      "decision 75%",
      "told 88%",
    ]);
    expect(kind?.attributes).toEqual({ mode: "in-person", size: "small" });
  });

  it("switches it off, and on where the template is off by itself", () => {
    const off = parseKind(source("hello.md.hbs", text), settings({ hello: { enabled: false } }));
    expect(off.kind?.enabled).toBe(false);
    const on = parseKind(source("hello.md.hbs", frontMatter({ enabled: "false" })), settings({ hello: {} }));
    expect(on.kind?.enabled).toBe(true);
  });

  it.each([
    ["opens", { opens: "strat" }, /^kinds\.hello\.opens bad-anchor: "strat" is not a place/],
    ["due.at", { due: { at: "end + 2x" } }, /^kinds\.hello\.due\.at bad-anchor: "x" is not a unit/],
    ["repeat.on", { opens: "occurrence", repeat: { every: "1w", on: "x" } }, /^kinds\.hello\.repeat\.on bad-repeat/],
    [
      "an unknown key",
      { opnes: "start" },
      /^kinds\.hello\.opnes unknown-key: front matter has no opnes\. Did you mean opens\?$/,
    ],
    ["a role", { owner: "mentr" }, /^kinds\.hello\.owner bad-value: "mentr" cannot be owner\. Did you mean mentor\?$/],
    ["another name", { kind: "hallo" }, /^kinds\.hello\.kind wrong-kind-name/],
    ["a value of another sort", { title: 3 }, /^kinds\.hello\.title bad-value: 3 cannot be title/],
    ["what cannot be left out", { title: null }, /^kinds\.hello\.title missing-key: title is missing/],
    ["a date", { dates: { told: "181%" } }, /^kinds\.hello\.dates\.told bad-anchor: 181% is past the end/],
  ])("is named by its path where it is wrong: %s", (_name, overrides, expected) => {
    const { kind, diagnostics } = override(overrides);
    expect(kind).toBeNull();
    expect(diagnostics.map(toLine)).toEqual([expect.stringMatching(expected)]);
    expect(diagnostics.every((one) => one.file === null && one.line === null && one.excerpt === null)).toBe(true);
  });
});
