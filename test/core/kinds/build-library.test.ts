import { describe, expect, it } from "vitest";
import { buildLibrary } from "../../../src/core/kinds/build-library.ts";
import { frontMatter, settings, source, toLine } from "../../support/library-of.ts";

const NOTHING = { kinds: {}, links: {} };
const kind = (name: string, body = "x\n", own = false) =>
  source(`${name}.md.hbs`, frontMatter({ kind: name }) + body, own);

describe("the library", () => {
  it("lists kinds by name, however the files come", () => {
    const sources = [kind("b"), kind("a-z"), kind("a")];
    expect(buildLibrary(sources, NOTHING).library.kinds.map(({ name }) => name)).toEqual(["a", "a-z", "b"]);
    const other = buildLibrary([...sources].reverse(), NOTHING).library.kinds.map(({ name }) => name);
    expect(other).toEqual(["a", "a-z", "b"]);
  });

  it("takes a maintainer's own file for the built-in one of the same path, whichever comes first", () => {
    const sources = [kind("a", "own\n", true), kind("a", "built in\n"), kind("new", "new\n", true)];
    const { library, diagnostics } = buildLibrary(sources, NOTHING);
    expect(diagnostics).toEqual([]);
    expect(library.kinds.map(({ name, body, file }) => [name, body, file])).toEqual([
      ["a", "own\n", "own/a.md.hbs"],
      ["new", "new\n", "own/new.md.hbs"],
    ]);
  });

  it("takes a maintainer's own partial in the same way, and adds more", () => {
    const sources = [
      kind("a", "{{> people}}\n{{> attributes}}\n"),
      source("partials/people.md.hbs", "built in\n"),
      source("partials/people.md.hbs", "own", true),
      source("partials/a/team_x.md.hbs", "team x\r\n", true),
    ];
    const { library, diagnostics } = buildLibrary(sources, NOTHING);
    expect(diagnostics).toEqual([]);
    expect([...library.partials.values()].map(({ name, text }) => [name, text])).toEqual([
      ["a/team_x", "team x\n"],
      ["people", "own\n"],
    ]);
  });

  it("leaves out what the cohort switches off, and still says what is wrong with it", () => {
    const cohort = { kinds: settings({ a: { enabled: false } }), links: {} };
    const { library, diagnostics } = buildLibrary([kind("a", "{{nobody}}\n"), kind("b")], cohort);
    expect(library.kinds.map(({ name }) => name)).toEqual(["b"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["unknown-name"]);
  });

  it("goes on with the kinds that can be read", () => {
    const { library, diagnostics } = buildLibrary([source("a.md.hbs", "nothing"), kind("b")], NOTHING);
    expect(library.kinds.map(({ name }) => name)).toEqual(["b"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["no-front-matter"]);
  });

  it("says which kinds there are when the cohort names another", () => {
    const cohort = { kinds: settings({ retr: {}, banana: {} }), links: {} };
    expect(buildLibrary([kind("retro"), kind("thanks")], cohort).diagnostics.map(toLine)).toEqual([
      "kinds.banana unknown-kind: there is no kind banana. The kinds are retro, thanks; a new one is a file banana.md.hbs in your templates folder",
      "kinds.retr unknown-kind: there is no kind retr. Did you mean retro?",
    ]);
  });

  it("does not take a prototype's names for settings", () => {
    const { library, diagnostics } = buildLibrary([kind("constructor")], NOTHING);
    expect(diagnostics).toEqual([]);
    expect(library.kinds.map(({ name }) => name)).toEqual(["constructor"]);
  });
});

describe("files that nothing uses", () => {
  const cases = [
    [
      "a shared partial",
      "partials/people.md.hbs",
      "unused-partial: no template takes in people. Write {{> people}} where it belongs",
    ],
    [
      "a partial of a kind that is none",
      "partials/onbording/role_docs.md.hbs",
      "unused-partial: there is no kind onbording for this partial. Did you mean onboarding?",
    ],
    [
      "a partial without a value",
      "partials/onboarding/backend.md.hbs",
      "unused-partial: backend does not name an attribute and its value. Call it as in role_backend: the attribute, _ and the value",
    ],
    [
      "a partial of a kind without a place for it",
      "partials/retro/role_docs.md.hbs",
      "unused-partial: retro has no place for the partials of a person's attributes. Write {{> attributes}} in retro.md.hbs where it belongs",
    ],
    [
      "a partial with the name of the place",
      "partials/attributes.md.hbs",
      "unused-partial: attributes is where the partials of a person's attributes go. Give the file another name",
    ],
    [
      "a template in a folder of its own",
      "more/retro.md.hbs",
      "misplaced-template: templates/more/retro.md.hbs is neither a kind nor a partial nor a translation, so nothing uses it. Kinds stand in the templates folder itself, partials below partials/, translations in a folder such as de/",
    ],
  ] as const;
  it.each(cases)("%s is told", (_name, path, expected) => {
    const sources = [kind("onboarding", "{{> attributes}}\n"), kind("retro"), source(path, "x\n")];
    const { diagnostics } = buildLibrary(sources, NOTHING);
    expect(diagnostics.map((one) => [one.severity, toLine(one).replace(/^\S+ /, "")])).toEqual([["warning", expected]]);
  });

  it("is not told of a partial that only another partial, or one chosen by an attribute, takes in", () => {
    const sources = [
      kind("a", "{{#if buddy}}{{> outer}}{{/if}}\n{{> attributes}}\n"),
      source("partials/outer.md.hbs", "{{#if mentor}}x{{else}}{{> inner}}{{/if}}\n"),
      source("partials/inner.md.hbs", "x\n"),
      source("partials/a/role_docs.md.hbs", "{{> docs}}\n"),
      source("partials/docs.md.hbs", "x\n"),
    ];
    expect(buildLibrary(sources, NOTHING).diagnostics.map(toLine)).toEqual([]);
  });
});
