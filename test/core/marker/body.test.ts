import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeBody, readBody } from "../../../src/core/marker/body.ts";
import { MARKER_LIMIT, createMarker, formatMarker, markerLength } from "../../../src/core/marker/marker-state.ts";

const KEY = "2026-summer/retro/ada/week-03";
const OTHER = "2026-summer/retro/ben/week-03";

const STATE = createMarker({
  key: KEY,
  repository: "acme/internships",
  run: "r-1",
  applied: { assignee: "Zz09aA", title: "abc123" },
  blocks: [
    { hash: "abc123", ticked: false, depth: 0 },
    { hash: "def456", ticked: true, depth: 0 },
    { hash: "ghi789", ticked: true, depth: 2 },
  ],
});

const MARKER = formatMarker(STATE);
const FOOTER = `_Kept by Fledgling; your words stay yours · key \`${KEY}\`_`;
const BODY = composeBody("Hello, Ada.", STATE);

describe("a body", () => {
  it("is the text, one line for people, and a hidden line", () => {
    expect(BODY).toBe(`Hello, Ada.\n\n${FOOTER}\n\n${MARKER}`);
    expect(MARKER).toBe(
      "<!-- fledgling:1 key=2026-summer/retro/ada/week-03 repo=acme/internships run=r-1 fields=a:Zz09aA,t:abc123 blocks=abc123,def456+,ghi789.2+ -->",
    );
  });

  it("gives its text and its marker back, whatever the text", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc
        .array(
          fc.constantFrom(
            "- [ ] a",
            "```",
            "~~~",
            "<!--",
            "-->",
            "<pre>",
            "<div>",
            "> q",
            "",
            "    x",
            "| a |",
            "|---|",
            "text\\",
            "---",
            "\t- b",
          ),
        )
        .chain((lines) => fc.constantFrom("\n", "\r\n").map((end) => lines.join(end))),
    );
    const hash = fc.option(fc.constantFrom("abc123", "timer"));
    const frame = fc.record({
      key: fc.constant(KEY),
      repository: fc.string({ unit: "binary" }).map((name) => name.replace(/\p{C}/gu, "")),
      run: fc.string().map((name) => name.replace(/\p{C}/gu, "")),
      blocks: fc.array(
        fc.record({ hash: fc.constantFrom("abc123", "0aZ9bY"), ticked: fc.boolean(), depth: fc.nat(20) }),
        { maxLength: 5 },
      ),
    });
    const fields = fc.record({ title: hash, assignee: hash, due: hash });
    fc.assert(
      fc.property(text, frame, fields, hash, (words, framed, applied, closedBy) => {
        const written = createMarker({ ...framed, applied, closedBy });
        const body = readBody(composeBody(words, written));
        expect(body).toEqual({ key: KEY, foundIn: "marker", marker: written, problem: "none", text: words.trimEnd() });
      }),
      { numRuns: 2000 },
    );
  });

  it("hides nothing that could end the comment early", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (repository, run) => {
        const inner = formatMarker({ ...STATE, repository, run: `${run}-->` }).slice(4, -3);
        expect(inner).not.toMatch(/--|[<>]/);
      }),
    );
  });

  it("refuses a key and a field that no part of ours makes", () => {
    expect(() => formatMarker({ ...STATE, key: "x --> y" })).toThrow("is no key");
    expect(() => formatMarker({ ...STATE, applied: { ...STATE.applied, title: "--> <b>" } })).toThrow("no hash");
  });

  it("has room for more than eight hundred blocks", () => {
    const block = { hash: "abc123", ticked: true, depth: 0 };
    expect(markerLength({ ...STATE, blocks: Array.from({ length: 800 }, () => block) })).toBeLessThan(MARKER_LIMIT);
    expect(markerLength(STATE)).toBe(MARKER.length);
  });

  it("keeps the line ends a browser saved", () => {
    const body = composeBody("One.\r\n\r\nTwo.", STATE);
    expect(body.replace(/\r\n/g, "")).not.toContain("\n");
    expect(readBody(body).text).toBe("One.\r\n\r\nTwo.");
  });
});

const found = { key: KEY, foundIn: "marker", marker: STATE, problem: "none" } as const;
const byFooter = { key: KEY, foundIn: "footer", marker: null, problem: "missing-marker" } as const;
const foreign = formatMarker({ ...STATE, key: OTHER });

describe("what people make of a body", () => {
  it.each([
    ["nothing", BODY, { ...found, text: "Hello, Ada." }],
    ["CRLF, as browsers save it", BODY.replace(/\n/g, "\r\n"), { ...found, text: "Hello, Ada." }],
    ["words below the marker", `${BODY}\n\nMine.`, { ...found, text: "Hello, Ada.\n\nMine." }],
    ["words behind the marker on its line", `${BODY} Mine.`, { ...found, text: "Hello, Ada.\n\nMine." }],
    [
      "words right above the footer",
      BODY.replace("Ada.\n\n_", "Ada.\nMine.\n_"),
      { ...found, text: "Hello, Ada.\nMine." },
    ],
    ["words right below the footer", BODY.replace("`_\n", "`_\nMine.\n"), { ...found, text: "Hello, Ada.\n\nMine." }],
    ["the marker moved to the top", `${MARKER}\n\nHello, Ada.\n\n${FOOTER}`, { ...found, text: "Hello, Ada." }],
    ["the marker between two of their paragraphs", `One.\n${MARKER}\nTwo.`, { ...found, text: "One.\n\nTwo." }],
    ["the marker broken over lines", BODY.replace(" run=", "\n  run="), { ...found, text: "Hello, Ada." }],
    ["the marker twice", `${BODY}\n\n${MARKER}`, { ...found, problem: "duplicate-marker", text: "Hello, Ada." }],
    ["the footer gone", `Hello, Ada.\n\n${MARKER}`, { ...found, text: "Hello, Ada." }],
    ["an open fence above", composeBody("```\nlog", STATE), { ...found, text: "```\nlog" }],
    ["an open comment above", composeBody("<!-- note", STATE), { ...found, text: "<!-- note" }],
    ["the marker right below HTML", `<details>\n</details>\n${MARKER}`, { ...found, text: "<details>\n</details>" }],
    ["the marker gone", `Hello, Ada.\n\n${FOOTER}`, { ...byFooter, text: "Hello, Ada." }],
    ["the marker gone and the footer below a list", `- [ ] a\n${FOOTER}`, { ...byFooter, text: "- [ ] a" }],
    [
      "the marker gone and the footer escaped",
      `Hello.\n\n\\_Kept by Fledgling; your words stay yours · key ${KEY.replace(/-/g, "\\-")}\\_`,
      { ...byFooter, text: "Hello." },
    ],
    [
      "the marker gone and an older footer",
      `Hello.\n\n_Kept by Fledgling · key \`${KEY}\`_`,
      { ...byFooter, text: "Hello." },
    ],
    [
      "both gone",
      "Hello, Ada.",
      { key: null, foundIn: null, marker: null, problem: "missing-marker", text: "Hello, Ada." },
    ],
    ["everything gone", "", { key: null, foundIn: null, marker: null, problem: "missing-marker", text: "" }],
    [
      "the base cut short",
      BODY.replace(/def456.*$/, "def -->"),
      { key: KEY, foundIn: "marker", marker: null, problem: "broken-marker", text: "Hello, Ada." },
    ],
    [
      "the end of the marker cut off",
      `Hello.\n\n${MARKER.slice(0, -4)}`,
      { key: KEY, foundIn: "marker", marker: null, problem: "broken-marker", text: "Hello." },
    ],
    [
      "a marker of a newer version",
      BODY.replace("fledgling:1 ", "fledgling:2 ").replace("blocks=", "tree="),
      { key: KEY, foundIn: "marker", marker: null, problem: "newer-version", text: "Hello, Ada." },
    ],
    [
      "another issue's marker beside it",
      `${foreign}\n\n${BODY}`,
      { key: OTHER, foundIn: "marker", marker: null, problem: "two-keys", text: `Hello, Ada.\n\n${FOOTER}` },
    ],
    [
      "another issue's footer quoted in their words",
      `_Kept by Fledgling · key \`${OTHER}\`_\n\n${BODY}`,
      { ...found, text: `_Kept by Fledgling · key \`${OTHER}\`_\n\nHello, Ada.` },
    ],
    [
      "two footers and no marker",
      `_Kept by Fledgling · key \`${OTHER}\`_\n\n${FOOTER}`,
      { key: OTHER, foundIn: "footer", marker: null, problem: "two-keys", text: FOOTER },
    ],
    [
      "a marker in a closed fence",
      `\`\`\`\n${foreign}\n\`\`\`\n\n${BODY}`,
      { ...found, text: `\`\`\`\n${foreign}\n\`\`\`\n\nHello, Ada.` },
    ],
    ["a marker in a quote", `> ${foreign}\n\n${BODY}`, { ...found, text: `> ${foreign}\n\nHello, Ada.` }],
    [
      "a marker in a sentence",
      `See ${foreign} there.\n\n${BODY}`,
      { ...found, text: `See ${foreign} there.\n\nHello, Ada.` },
    ],
    [
      "a marker as indented code at the end",
      `Hello.\n\n    ${foreign}`,
      { key: null, foundIn: null, marker: null, problem: "missing-marker", text: `Hello.\n\n    ${foreign}` },
    ],
  ] as const)("%s", (_, raw, expected) => {
    expect(readBody(raw)).toEqual(expected);
  });

  it("never makes reading fail", () => {
    const piece = fc.constantFrom(
      MARKER,
      foreign,
      FOOTER,
      "<!-- fledgling:1",
      "<!-- fledgling:9 key=",
      "-->",
      "```",
      "- a",
      "\n",
      "\r",
      "\n\n",
      " ",
      "> ",
      "x",
      "\uFEFF",
      "\0",
      "\uD800",
      "key=",
      "__proto__:x",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 15 }).map((pieces) => pieces.join("")),
        (raw) => {
          const body = readBody(raw);
          expect(body.text).toBe(body.text.trimEnd());
          expect(body.marker === null || body.marker.key === body.key).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each([
    ["markers on one line", "<!-- fledgling:1 -->"],
    ["opened markers", "<!-- fledgling:1 \n"],
    ["footers", `${FOOTER}\n`],
    ["a footer without end", "Kept by Fledgling key a/b/c/____"],
  ])("a megabyte of %s is read in the end", (_, piece) => {
    expect(readBody(piece.repeat(Math.ceil(1_000_000 / piece.length))).marker).toBeNull();
  });
});
