import { describe, expect, it } from "vitest";
import { buildLibrary } from "../../../../src/core/kinds/build-library.ts";
import { PHRASES } from "../../../../src/core/kinds/model/phrases.ts";
import { speakKind } from "../../../../src/core/kinds/model/translation.ts";
import { frontMatter, settings, source, toLine } from "../../../support/library-of.ts";

type Files = Readonly<Record<string, string>>;

const HELLO = `${frontMatter()}Hello {{intern.name}}\n\n{{> people}}\n`;
const HALLO = '---\nkind: hello\ntitle: "Hallo {{intern.name}}"\n---\nGuten Tag\n\n{{> people}}\n';
const PEOPLE = "partials/people.md.hbs";

function libraryOf(files: Files, kinds: Parameters<typeof settings>[0] = {}) {
  const all = { "hello.md.hbs": HELLO, [PEOPLE]: "People\n", ...files };
  return buildLibrary(
    Object.entries(all).map(([path, text]) => source(path, text)),
    { kinds: settings(kinds), links: {} },
  );
}

const faultsOf = (files: Files) => libraryOf(files).diagnostics.map(toLine);

function speak(language: string, files: Files, kinds: Parameters<typeof settings>[0] = {}) {
  const { library, diagnostics } = libraryOf(files, kinds);
  expect(diagnostics).toEqual([]);
  const [kind] = library.kinds;
  if (kind === undefined) throw new Error("no kind");
  return speakKind(library, kind, language);
}

describe("a kind in another language", () => {
  it("has the words of its translation, and everything else from the template", () => {
    const spoken = speak("de", { "de/hello.md.hbs": HALLO });
    expect(spoken).toMatchObject({
      language: "de",
      kind: { title: "Hallo {{intern.name}}", body: "Guten Tag\n\n{{> people}}\n", owner: ["intern"], per: "intern" },
    });
  });

  it.each([
    ["of a region", "de-AT", "de", "Hallo {{intern.name}}"],
    ["that nobody has written", "fr", "en", "Hello {{intern.name}}"],
    ["of the templates themselves", "en", "en", "Hello {{intern.name}}"],
  ])("%s is the nearest there is", (_name, wanted, language, title) => {
    expect(speak(wanted, { "de/hello.md.hbs": HALLO })).toMatchObject({ language, kind: { title } });
  });

  it("takes in partials of its own, and the general ones for the rest", () => {
    const more = `${HALLO}{{> more}}\n`;
    const files = { "de/hello.md.hbs": more, [`de/${PEOPLE}`]: "Leute\n", "partials/more.md.hbs": "More\n" };
    const { partials } = speak("de", { ...files, "hello.md.hbs": `${HELLO}{{> more}}\n` });
    expect([partials.get("people")?.text, partials.get("more")?.text]).toEqual(["Leute\n", "More\n"]);
  });

  it("keeps what the cohort file says of it, in any language", () => {
    const { kind } = speak(
      "de",
      { "de/hello.md.hbs": HALLO },
      { hello: { overrides: { title: "Hi", lane: "public" } } },
    );
    expect(kind).toMatchObject({ title: "Hi", lane: "public", body: "Guten Tag\n\n{{> people}}\n" });
  });

  it("has a gate of its own, and a box made in any language lets the cohort begin", () => {
    const { kind } = speak("de", {
      "hello.md.hbs": HELLO.replace("lane:", "gate: Go live\nlane:"),
      "de/hello.md.hbs": HALLO.replace("title:", "gate: Es geht los\ntitle:"),
    });
    expect(kind).toMatchObject({ gate: "Es geht los", gates: ["Go live", "Es geht los"] });
  });
});

describe("a translation that is wrong", () => {
  it.each<[name: string, files: Files, expected: readonly string[]]>([
    [
      "in an expression",
      { "de/hello.md.hbs": HALLO.replace("Guten", "{{intren.name}} Guten") },
      ["de/hello.md.hbs:5:3 unknown-name: an intern's issue has no intren. Did you mean intern?"],
    ],
    [
      "in its title",
      { "de/hello.md.hbs": HALLO.replace("intern.name", "intern.nmae") },
      ["de/hello.md.hbs:3:17 unknown-name: intern has no nmae. Did you mean intern.name?"],
    ],
    [
      "in a partial of its own",
      { "de/hello.md.hbs": HALLO, [`de/${PEOPLE}`]: "{{banan}}{{buddi}}\n" },
      [
        "de/partials/people.md.hbs:1:3 unknown-name: an intern's issue has no banan. It has buddy, co_mentor, cohort, coordinator, intern, links, manager, mentor, opens, project, remote_mentor, shared",
        "de/partials/people.md.hbs:1:12 unknown-name: an intern's issue has no buddi. Did you mean buddy?",
      ],
    ],
    [
      "since it says what is said once for all",
      { "de/hello.md.hbs": HALLO.replace("title:", "opens: end\ntitle:") },
      [
        "de/hello.md.hbs:3:1 unknown-key: opens is said once for all languages, not in a translation. A translation has kind, title, gate and its text",
      ],
    ],
    [
      "without a title",
      { "de/hello.md.hbs": "---\nkind: hello\n---\nHallo\n\n{{> people}}\n" },
      ["de/hello.md.hbs:2:1 missing-key: title is missing. Add title: as the translation of hello has it"],
    ],
    [
      "with a title of two lines",
      { "de/hello.md.hbs": HALLO.replace('"Hallo {{intern.name}}"', "|-\n  a\n  b") },
      ["de/hello.md.hbs:4:3 bad-value: title is one line of text. Write it as words, in quotes if need be"],
    ],
    [
      "with another name inside",
      { "de/hello.md.hbs": HALLO.replace("kind: hello", "kind: hallo") },
      [
        "de/hello.md.hbs:2:7 wrong-kind-name: the file is called hello and the kind hallo. Give both the same name; names are not translated",
      ],
    ],
    [
      "without the gate that the kind has",
      { "hello.md.hbs": HELLO.replace("lane:", "gate: Go live\nlane:"), "de/hello.md.hbs": HALLO },
      ["de/hello.md.hbs:2:1 missing-key: gate is missing. Add gate: as the translation of hello has it"],
    ],
    [
      "of a kind that there is not",
      { "de/helo.md.hbs": HALLO },
      ["de/helo.md.hbs:0:0 unknown-kind: there is no kind helo to translate. Did you mean hello?"],
    ],
    [
      "without settings",
      { "de/hello.md.hbs": "Hallo\n" },
      [
        "de/hello.md.hbs:1:1 no-front-matter: a translation starts with its front matter between two lines of ---. Begin the file with ---, then kind: and title:, then --- again",
      ],
    ],
    [
      "with a partial that nothing takes in",
      { "de/hello.md.hbs": HALLO, "de/partials/poeple.md.hbs": "x\n" },
      [
        "de/partials/poeple.md.hbs:0:0 unused-partial: no template takes in poeple. Write {{> poeple}} where it belongs",
      ],
    ],
  ])("%s is told where it stands", (_name, files, expected) => {
    expect(faultsOf(files)).toEqual(expected);
  });
});

describe("words of the program in another language", () => {
  it("are read by name", () => {
    const { library, diagnostics } = libraryOf({
      "de/words.yaml": 'weekly: "jeden {day}"\nuntil: "{time} bis {date}"\n',
    });
    expect(diagnostics).toEqual([]);
    expect(library.translations.get("de")?.phrases).toEqual({ weekly: "jeden {day}", until: "{time} bis {date}" });
  });

  it.each<[name: string, text: string, expected: string]>([
    [
      "a name that is misspelt",
      'daily: x\nweekli: "{day}"\n',
      "2:1 unknown-key: there is no phrase weekli. Did you mean weekly?",
    ],
    [
      "a value that is missing",
      'until: "bis {date}"\n',
      '1:1 bad-value: until does not have the same values as in English. Write what stands for "{time} until {date}", with {date} and {time}',
    ],
    [
      "a value that nothing gives",
      'daily: "{day}"\n',
      '1:1 bad-value: daily does not have the same values as in English. Write what stands for "every working day"',
    ],
    ["no text", "daily: 3\n", '1:1 bad-value: daily is one line of text. Write what stands for "every working day"'],
    [
      "a key twice",
      "daily: a\ndaily: b\n",
      "2:1 broken-front-matter: Map keys must be unique. Write name: words, one a line",
    ],
  ])("are checked: %s", (_name, text, expected) => {
    expect(faultsOf({ "de/words.yaml": text })).toEqual([`de/words.yaml:${expected}`]);
  });

  it("may be none", () => {
    expect(faultsOf({ "de/words.yaml": "# not yet\n" })).toEqual([]);
  });

  it("name each value once or more in English, in braces that are closed", () => {
    const broken = Object.values(PHRASES).filter((phrase) => /[{}]/.test(phrase.replace(/\{[a-z]+\}/g, "")));
    expect(broken).toEqual([]);
  });
});
