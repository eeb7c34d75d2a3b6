import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { composeBody, readBody } from "../../../src/core/marker/body.ts";
import { createMarker } from "../../../src/core/marker/marker-state.ts";
import { listReferenceTokens } from "../../../src/core/text/reference.ts";
import { readTasks } from "../../../src/core/markdown/tasks.ts";
import { escapeText, escapeTitle, escapeUrl, plainText } from "../../../src/core/text/escape.ts";

const markdown = new MarkdownIt("commonmark").enable(["table", "strikethrough"]);
const linking = new MarkdownIt("default", { html: true, linkify: true });

const visible = (text: string) => text.replaceAll("\u200B", "");

/** What a reader sees of inline Markdown, with everything that is not plain text named in angle brackets. */
function readText(source: string): string {
  const tokens = markdown.parse(source, {});
  const outer = tokens.filter(({ type }) => !["paragraph_open", "paragraph_close", "inline"].includes(type));
  const inner = tokens.flatMap((token) => token.children ?? []);
  return [
    ...outer.map(({ type }) => `<${type}>`),
    ...inner.map(({ type, content }) => (type.startsWith("text") ? content : `<${type}>`)),
  ].join("");
}

/** Text made of what Markdown, the forges and terminals look for, between anything else. */
const SIGNS = [
  "@all",
  "@",
  "#12",
  "!3",
  "%4",
  '%"v 1"',
  "~bug",
  "$5",
  "&6",
  "GH-7",
  "/close",
  "/",
  "- ",
  "* ",
  "+ ",
  "1. ",
  "2) ",
  "- [ ] ",
  "[x] ",
  "[a](javascript:x)",
  "![i](http://x)",
  "<b>",
  "<!-- fledgling:1 key=a/b/c/d -->",
  "</details>",
  "&lt;",
  "&#64;",
  "`",
  "```",
  "~~~",
  "**",
  "__",
  "~~",
  "$$",
  "|",
  "|-|",
  "# ",
  "===",
  "---",
  "> ",
  "{{x}}",
  "{:.a}",
  "{+ +}",
  "[^1]",
  "[[_TOC_]]",
  ":smile:",
  "\\",
  "\n",
  "\r\n",
  "\t",
  "    ",
  "\u001B[31m",
  "\u202E",
  "\u200B",
  "\uE000a/b/c/d\uE001",
  "Kept by Fledgling · key `a/b/c/d`",
  "::set-env",
  "é",
  "😀",
  "مرحبا",
  "\uD800",
  "\u3164",
  " ",
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...SIGNS), fc.string({ unit: "grapheme", maxLength: 6 })), { maxLength: 12 })
  .map((parts) => parts.join(""));

describe("escapeText", () => {
  it("reads as exactly its own text, whatever it is", () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const seen = visible(readText(escapeText(value, "name")));
        expect(seen).toBe(plainText(value, 200));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["in an item", (text: string) => `- [ ] ${text}`, 1],
    ["in emphasis", (text: string) => `**Hi ${text} you**`, 0],
    ["after words", (text: string) => `Talk to ${text}, please.`, 0],
  ])("adds no box, link or HTML %s", (_name, around, boxes) => {
    fc.assert(
      fc.property(hostile, (value) => {
        const escaped = escapeText(value, "text");
        fc.pre(escaped !== "");
        const body = around(escaped);
        expect(body).not.toContain("\n");
        const html = linking.render(body);
        expect(html.replace(/<a href="https?:[^"]*">|<\/a>|<\/?(?:p|ul|li|strong|br)>/g, "")).not.toMatch(/<[a-z!/]/i);
        expect(readTasks(body)).toHaveLength(boxes);
      }),
    );
  });

  it("forges neither a marker, nor a key, nor a reference that is filled in later", () => {
    fc.assert(
      fc.property(hostile, hostile, (first, second) => {
        const text = `${escapeText(first, "text")}\n\n- ${escapeText(second, "name")}`;
        expect(listReferenceTokens(text)).toEqual([]);
        expect(readBody(text)).toMatchObject({ key: null, problem: "missing-marker" });
        const marker = createMarker({ key: "s/retro/ada/week-01", repository: "", run: "r", blocks: [] });
        expect(readBody(composeBody(text, marker))).toMatchObject({ key: marker.key, problem: "none" });
      }),
    );
  });

  it.each([
    ["a mention", "@all", "@\u200Ball"],
    ["a mention of a group", "ask @acme/team", "ask @\u200Bacme/team"],
    ["a mention hidden in an entity", "&#64;all", "&amp;#\u200B64;all"],
    ["an issue", "#12 and acme/app#3", "\\#\u200B12 and acme/app#\u200B3"],
    ["an issue by GitHub's other name", "GH-12", "GH-\u200B12"],
    ["a merge request", "!12", "\\!\u200B12"],
    ["a milestone", '%3 %"Next one"', '%\u200B3 %\u200B"Next one"'],
    ["a label", "~bug", "\\~\u200Bbug"],
    ["an epic, but not a pair", "&12 R&D", "&amp;\u200B12 R&amp;D"],
    ["a snippet, but not a price alone", "$12 and 12$", "\\$\u200B12 and 12\\$"],
    ["a vulnerability", "[vulnerability:12]", "\\[\u200Bvulnerability:12\\]"],
    ["a table of contents", "[[_TOC_]]", "\\[\u200B\\[\\_TOC\\_\\]\\]"],
    ["emoji in words", "so :smile: at 10:30:15", "so :\u200Bsmile: at 10:30:15"],
    ["a quick action", "/close", "\\/close"],
    ["a quick action in a second line", "Ada\n/assign @me", "Ada /assign @\u200Bme"],
    ["a percentage and a hash alone", "50% C# #", "50% C# #"],
    ["a plain name", "Ada Example-Lovelace (she)", "Ada Example-Lovelace (she)"],
    ["a name in another script", "نادية 😀 李", "نادية 😀 李"],
    ["a joiner that emoji need", "👩‍💻", "👩‍💻"],
    ["the last line of a body", "Kept by Fledgling · key `a/b/c/d`", "Kept \u200Bby Fledgling · key \\`a/b/c/d\\`"],
    ["marks that turn the text round", "a\u202Eb\u2066c\u200F", "abc"],
    ["colours of a terminal", "\u001B[31mred", "\\[31mred"],
    ["half a character", "a\uD83Db", "ab"],
    ["a name that looks like nothing", "\u3164\u200B\u2060", ""],
  ])("neutralizes %s", (_name, value, expected) => {
    expect(escapeText(value, "name")).toBe(expected);
  });

  it("cuts what is longer than a config may have it, by whole characters", () => {
    expect(escapeText("x".repeat(10_000), "name")).toBe(`${"x".repeat(199)}…`);
    expect([...escapeText("😀".repeat(300), "name")]).toHaveLength(200);
    expect(escapeText("x".repeat(4000), "text")).toHaveLength(4000);
  });
});

describe("addresses in a text", () => {
  it.each([
    ["a plain one", "see https://acme.example/a/12.", "see https://acme.example/a/12."],
    ["one with signs", "(https://acme.example/first_task#L1)", "\\(<https://acme.example/first_task#L1>)"],
    ["one with an account in it", "https://acme.example/@all/x", "<https://acme.example/@all/x>"],
    ["one with a query", "https://acme.example/?a=1&b=2", "<https://acme.example/?a=1&b=2>"],
    ["two", "http://a.example, http://b.example/*", "http://a.example, http://b.example/\\*"],
    ["a script", "javascript:alert(1)", "javascript:alert(1)"],
    ["one that breaks out", "https://a.example/><b>", "https://a.example/&gt;&lt;b&gt;"],
  ])("stay what they are: %s", (_name, value, expected) => {
    expect(escapeText(value, "text")).toBe(expected);
  });

  it("show themselves and lead there", () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
        const html = linking.render(`See ${escapeText(`at ${url} now`, "text")}.`);
        expect(html).toMatch(/^<p>See at <a href="http/);
        expect(html).not.toMatch(/<(?!\/?[pa]\b)/);
      }),
    );
  });

  it("are no addresses in a name", () => {
    expect(escapeText("https://acme.example/a_b", "name")).toBe("https://acme.example/a\\_b");
  });
});

describe("escapeTitle", () => {
  it.each([
    ["line ends", "Ada\r\n/close", "Ada /close"],
    ["a mention, which GitLab reads in titles too", "@all", "@\u200Ball"],
    ["a reference", "fix #12 ~bug", "fix #\u200B12 ~\u200Bbug"],
    ["nothing of Markdown, since titles are none", "a_b *c* <d> [e]", "a_b *c* <d> [e]"],
    ["control characters and turned text", "\u0007a\u202Eb", "ab"],
  ])("keeps out %s", (_name, value, expected) => {
    expect(escapeTitle(value)).toBe(expected);
  });

  it("is one line of at most 255 characters", () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const title = escapeTitle(value.repeat(40));
        expect(visible(title)).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
        expect([...visible(title)].length).toBeLessThanOrEqual(255);
      }),
    );
  });
});

describe("escapeUrl", () => {
  it.each([
    ["an address", "https://acme.example/hand_book?a=1&b=2#c", "https://acme.example/hand_book?a=1&b=2#c"],
    ["a mail address", "mailto:kim@acme.example", "mailto:kim@acme.example"],
    ["blanks", "https://acme.example/a b", "https://acme.example/a%20b"],
    ["brackets", "https://acme.example/a_(b)[c]<d>", "https://acme.example/a_%28b%29%5Bc%5D%3Cd%3E"],
    ["quotes", "https://acme.example/'\"`", "https://acme.example/%27%22%60"],
    ["an account", "https://acme.example/@all", "https://acme.example/%40all"],
    ["line ends", "https://acme.example/a\n)b", "https://acme.example/a%29b"],
    ["a script", "javascript:alert(1)", "#"],
    ["a script in capitals and blanks", "  JavaScript:alert(1)", "#"],
    ["data", "data:text/html,x", "#"],
    ["a script behind control characters", "java\u0000script:x", "#"],
    ["a path", "/etc/passwd", "#"],
    ["a host that is none", "https:///x", "#"],
    ["nothing", "", "#"],
  ])("takes %s", (_name, value, expected) => {
    expect(escapeUrl(value)).toBe(expected);
  });

  it("is always one link target, and never a script", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          hostile.map((text) => `https://${text}`),
          fc.webUrl(),
        ),
        (value) => {
          const source = `[x](${escapeUrl(value)})`;
          const [open, label, close, ...rest] = markdown.parseInline(source, {})[0]?.children ?? [];
          expect([open?.type, label?.content, close?.type, rest.length]).toEqual(["link_open", "x", "link_close", 0]);
          expect(open?.attrGet("href")).toMatch(/^(#$|https?:\/\/|mailto:)/i);
        },
      ),
    );
  });
});
