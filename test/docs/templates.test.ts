import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseCohort } from "../support/parse-cohort.ts";
import { buildLibrary } from "../../src/core/kinds/build-library.ts";
import { type TemplateSource } from "../../src/core/kinds/model/template-source.ts";
import type { Cohort } from "../../src/core/model/cohort.ts";
import { buildFull } from "../templates/cohorts.ts";
import { BUILT_IN, renderCohort, type Rendered } from "../templates/templates.ts";
import { documentPath, listFences, readDocument, regenerate } from "./generated.ts";
import { renderAnchors, renderContext, renderFrontMatter, renderSorts } from "./template-reference.ts";

const PAGE = "templates.md";
const fences = listFences(readDocument(PAGE));
const templates = fences.filter(({ language }) => language === "mustache").map(({ text }) => text);
const whole = templates.filter((text) => text.startsWith("---\n"));
const pieces = templates.filter((text) => !text.startsWith("---\n"));

/** Settings under which a piece of the page may name everything that an intern's issue can. */
const SETTINGS = `---
kind: piece
per: intern
repeat: { every: 1w }
title: A piece of the page
owner: intern
opens: occurrence
due: occurrence
lane: team
---
`;

const source = (name: string, text: string): TemplateSource => ({
  path: `${name}.md.hbs`,
  file: `${PAGE}: ${name}`,
  text,
  own: true,
});

function buildSecure(): Cohort {
  const cohort = buildFull();
  return { ...cohort, links: { ...cohort.links, security: "https://example.org/security-training" } };
}

describe("docs/templates.md", () => {
  it("has the tables that the code gives (npx vitest run test/docs -u writes them anew)", async () => {
    const page = regenerate(readDocument(PAGE), {
      "front-matter": renderFrontMatter(),
      anchors: renderAnchors(),
      context: renderContext(),
      sorts: renderSorts(),
    });
    await expect(page).toMatchFileSnapshot(documentPath(PAGE));
  });

  it("has one whole kind and pieces", () => {
    expect([whole.length, pieces.length]).toEqual([1, 1]);
  });

  it.each(pieces.map((text) => [text.split("\n")[0] ?? "", text] as const))(
    "shows only expressions that a template may have: %s",
    (_first, text) => {
      const { library, diagnostics } = buildLibrary([source("piece", SETTINGS + text)], { kinds: {}, links: {} });
      expect(diagnostics).toEqual([]);
      expect(library.kinds.map(({ name }) => name)).toEqual(["piece"]);
    },
  );

  it.each(fences.filter(({ language }) => language === "yaml").map(({ text }) => text))(
    "shows settings that a cohort may have: %s",
    (text) => {
      const file = `cohort: { title: A, start: 2026-06-01 }\ncoordinator: kim\n${text}`;
      const { cohort, diagnostics } = parseCohort({ file: PAGE, text: file });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(Object.keys(parse(file) as object)).toHaveLength(3);
      expect(buildLibrary(BUILT_IN, cohort ?? buildFull()).diagnostics).toEqual([]);
    },
  );

  it("says of dates what they are", () => {
    const values = "{{cohort.start.text}}; {{cohort.start.short}}; {{cohort.start.weekday}}; {{cohort.start.iso}}\n";
    const [first] = renderCohort(buildFull(), { sources: [source("piece", SETTINGS + values)] });
    const said = first?.body.split("\n").at(-1)?.split("; ") ?? [];
    expect(said).toHaveLength(4);
    expect(said.filter((text) => !readDocument(PAGE).includes(`(${text})`))).toEqual([]);
  });
});

describe("the example of a kind of one's own", () => {
  const sources = [...BUILT_IN, source("security", whole[0] ?? "")];

  it("has nothing that lint complains about", () => {
    expect(buildLibrary(sources, buildSecure()).diagnostics).toEqual([]);
  });

  it("needs the link it names in the cohort file, as the page says", () => {
    const { diagnostics } = buildLibrary(sources, buildFull());
    expect(diagnostics.map(({ code }) => code)).toEqual(["unknown-name", "unknown-name"]);
  });

  it("makes an issue for each intern of the role, due in week 2, beside all others", () => {
    const before = renderCohort(buildFull());
    const issues = renderCohort(buildSecure(), { sources });
    const [ada, ...more] = issues.filter(({ occurrence }) => occurrence.kind === "security");
    expect(more).toEqual([]);
    expect(issues.length).toBe(before.length + 1);
    expect(ada).toMatchObject({
      key: "summer-2026/security/ada/once",
      title: "Security training for Ada",
      occurrence: { owner: "ada", mention: ["lee"], opens: "2026-06-03", due: "2026-06-12", closes: "2026-07-13" },
      diagnostics: [],
    });
    expect(ada?.body).toContain("- [ ] I have done [the training](https://example.org/security-training)");
    expect(ada?.body).toContain("@lee, if the training shows a way");
    expect(ada?.body).toContain("ask Sam Example.");
  });

  it("changes no other issue, and no phase waits for it", () => {
    const others = (issues: readonly Rendered[]) =>
      issues
        .filter(({ occurrence }) => occurrence.kind !== "security")
        .map(({ key, body, occurrence }) => ({ key, body, occurrence }));
    expect(others(renderCohort(buildSecure(), { sources }))).toEqual(others(renderCohort(buildSecure())));
    const { library } = buildLibrary(sources, buildSecure());
    expect(library.kinds.find(({ name }) => name === "security")?.blocks).toBeNull();
  });
});
