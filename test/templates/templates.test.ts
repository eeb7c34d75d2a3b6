import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { findTask, readTasks } from "../../src/core/markdown/tasks.ts";
import { buildLibrary } from "../../src/core/kinds/build-library.ts";
import { KNOWN_LINKS } from "../../src/core/kinds/engine/context.ts";
import { HELPER_ROLES, type Cohort } from "../../src/core/model/cohort.ts";
import { buildCohort, buildIntern, buildPerson, buildProject } from "../support/cohort.ts";
import { KNOWN_KINDS } from "../support/known-kinds.ts";
import { buildEverything, buildFull, CHILDREN, readTenLines, TOLD } from "./cohorts.ts";
import { BUILT_IN, OFF, ON, renderCohort, type Rendered } from "./templates.ts";

const COHORTS: readonly (readonly [name: string, cohort: Cohort])[] = [
  ["a full cohort", buildFull()],
  ["a full cohort with every kind", buildEverything("virtual")],
  ["a full cohort with every kind, in one place", buildEverything("in-person")],
  ["the ten-line cohort with every kind", { ...readTenLines(), kinds: buildEverything("virtual").kinds }],
  ["the ten-line cohort", readTenLines()],
  ["a cohort on a local folder", buildCohort()],
  ...HELPER_ROLES.map((role) => [`a cohort with nobody but a ${role}`, buildWithOnly({ [role]: "grace" })] as const),
  [
    "a cohort with one person in every role",
    buildWithOnly(Object.fromEntries(HELPER_ROLES.map((role) => [role, "grace"]))),
  ],
];

function buildWithOnly(helpers: Cohort["interns"][number]["helpers"]): Cohort {
  return buildCohort({ interns: [buildIntern("ada", { helpers })] });
}

describe("the built-in templates", () => {
  it("are the kinds of their files, and lint finds nothing to say", () => {
    const { library, diagnostics } = buildLibrary(BUILT_IN, { kinds: {}, links: {} });
    expect(diagnostics).toEqual([]);
    expect(library.kinds.map((kind) => kind.name)).toEqual(ON);
    const on = Object.fromEntries(OFF.map((kind) => [kind, { enabled: true, overrides: {} }]));
    const all = buildLibrary(BUILT_IN, { kinds: on, links: {} });
    expect(all.diagnostics).toEqual([]);
    expect(all.library.kinds.map((kind) => kind.name)).toEqual([...ON, ...OFF].sort());
  });

  it("are made, or wait for a word in the cohort file, as they always did", () => {
    expect(ON).toEqual(expect.arrayContaining(KNOWN_KINDS.on));
    expect(OFF).toEqual(expect.arrayContaining(KNOWN_KINDS.off));
  });

  it("name every address that a cohort file may give, so that none is given in vain", () => {
    const all = BUILT_IN.map((source) => source.text).join("\n");
    expect(KNOWN_LINKS.filter((link) => !all.includes(`]({{links.${link}}})`))).toEqual([]);
  });
});

describe.each(COHORTS)("every issue of %s", (_name, cohort) => {
  const issues = renderCohort(cohort, { children: CHILDREN, told: TOLD });

  it("is there, in every kind", () => {
    const on = OFF.filter((kind) => cohort.kinds[kind]?.enabled ?? false);
    const wished = cohort.interns.some((intern) => intern.conversion);
    const expected = [...ON, ...on].filter((kind) => kind !== "conversion" || wished).sort();
    expect([...new Set(issues.map((issue) => issue.occurrence.kind))].sort()).toEqual(expected);
  });

  it("has nothing wrong with it", () => {
    expect(issues.flatMap((issue) => issue.diagnostics)).toEqual([]);
  });

  it("begins with who can read it, and has a title of one line", () => {
    for (const { body, title } of issues) {
      expect(body.split("\n")[0]).toBe("_Everyone who can open this project can read this, nobody else._");
      expect(title).toMatch(/^\S.*\S$/);
    }
  });

  it("is sound Markdown without holes", () => {
    expect(issues.flatMap(findHoles)).toEqual([]);
  });

  it("mentions only who acts or is to be told", () => {
    for (const { body, title, occurrence } of issues) {
      const asked = new Set([occurrence.owner, ...occurrence.mention]);
      const mentioned = [...`${title}\n${body}`.matchAll(/@(\w+)/g)].map((match) => match[1]);
      expect(mentioned.filter((name) => name === undefined || !asked.has(name))).toEqual([]);
    }
  });
});

/** What a reader would stumble over: each with the key of its issue. */
function findHoles({ key, body, title }: Rendered): readonly string[] {
  const rules: readonly (readonly [string, RegExp])[] = [
    ["a value that is none", /\b(?:undefined|null|NaN)\b|\[object/],
    ["a template's own braces", /\{\{|\}\}/],
    ["two empty lines", /\n\n\n/],
    ["blanks at the end of a line", /[ \t]$/m],
    ["a heading glued to a text", /[^\n]\n#{1,6} /],
    ["an empty link", /\[\]\(|\]\((?:#|)\)/],
    ["an empty item", /^\s*(?:[-*]|\d+\.)\s*(?:\[[ x]\])?\s*$/m],
    ["a blank before a sign", /[^.\s[] [,.;:?!](?:\s|$)/m],
    ["two blanks", /\S {2,}\S/],
  ];
  const broken = rules.filter(([, rule]) => rule.test(body) || rule.test(title)).map(([name]) => `${key}: ${name}`);
  const empty = findEmptyHeadings(body).map((heading) => `${key}: nothing below ${heading}`);
  const depths = [...body.matchAll(/^(#+) /gm)].map((match) => match[1]?.length ?? 0);
  const leaps = depths
    .filter((depth, index) => depth > (depths[index - 1] ?? 1) + 1)
    .map(() => `${key}: a heading too deep`);
  return [...broken, ...empty, ...leaps, ...findPromises(body).map((text) => `${key}: nothing after ${text}`)];
}

function findEmptyHeadings(body: string): readonly string[] {
  const tokens = new MarkdownIt("commonmark").parse(body, {});
  return tokens.flatMap((token, index) => {
    const next = tokens[index + 1]?.type;
    const isEmpty = token.type === "heading_close" && (next === undefined || next === "heading_open");
    return isEmpty ? [tokens[index - 1]?.content ?? ""] : [];
  });
}

/** Paragraphs that announce something with a colon, and nothing comes but a heading or the end. */
function findPromises(body: string): readonly string[] {
  const tokens = new MarkdownIt("commonmark").parse(body, {});
  return tokens.flatMap((token, index) => {
    const promises = token.type === "inline" && token.level === 1 && token.content.endsWith(":");
    const next = tokens[index + 2]?.type;
    return promises && (next === undefined || next === "heading_open") ? [token.content] : [];
  });
}

describe("what the words depend on", () => {
  const find = (issues: readonly Rendered[], key: string) => issues.find((issue) => issue.key.endsWith(key));
  const full = renderCohort(buildFull(), { children: CHILDREN, told: TOLD });
  const small = renderCohort(readTenLines());

  it("offers the coordinator a box that goes live", () => {
    const text = find(small, "/cohort/all/once")?.body ?? "";
    expect(findTask(text, "Go live")).toMatchObject({ state: " " });
  });

  it("makes a box of everything that the file still lacks, and no heading where it lacks nothing", () => {
    const text = find(small, "/cohort/all/once")?.body ?? "";
    expect(text).toContain("- [ ] Find a remote mentor for Ada\n");
    const complete = buildCohort({
      links: { speak_up: "https://acme.example" },
      interns: [
        buildIntern("ada", { helpers: { manager: "lee", mentor: "grace", remote_mentor: "lin", buddy: "sam" } }),
      ],
      projects: [
        buildProject("ada", {
          why: "w",
          doneMeans: "d",
          firstTask: "f",
          milestones: [{ id: "m", title: "M", due: null }],
        }),
      ],
    });
    expect(find(renderCohort(complete), "/cohort/all/once")?.body).not.toContain("lacks");
  });

  it("rolls the children up into one paragraph, and lists them as boxes", () => {
    const text = find(full, "/project/telemetry/once")?.body ?? "";
    expect(text).toContain("\n\n**Progress:** 1 of 2 issues finished · 11 of 12 boxes ticked\n\n");
    expect(text).toContain("- [x] \uE000summer-2026/onboarding/ada/once\uE001\n- [ ] \uE000");
  });

  it("says nothing of progress before there is an issue to count", () => {
    expect(find(small, "/project/ada/once")?.body).not.toMatch(/Progress|Its issues/);
  });

  it("takes in what is written for an intern's attributes, by the attribute's name", () => {
    const text = find(full, "/onboarding/ada/once")?.body ?? "";
    expect(text.indexOf("**Ill?**")).toBeGreaterThan(0);
    expect(text.indexOf("**Backend:**")).toBeGreaterThan(text.indexOf("**Ill?**"));
    expect(text.indexOf("**Garden team:**")).toBeGreaterThan(text.indexOf("**Backend:**"));
    expect(text).not.toContain("Documentation");
  });

  it("thanks somebody who left early in the same words", () => {
    const left = buildCohort({ interns: [buildIntern("ada", { left: "2026-07-10" }), buildIntern("ben")] });
    const issues = renderCohort(left);
    const [ada, ben] = ["ada", "ben"].map((id) => find(issues, `/thanks/${id}/once`)?.body ?? "");
    expect(ada).toContain("Friday 10 July");
    expect(ada?.replace("Friday 10 July", "Friday 18 September").replaceAll("Ada", "Ben")).toBe(ben);
  });

  it("asks for no more than two lines in a weekly issue", () => {
    const text = find(small, "/retro/ada/week-03")?.body ?? "";
    expect(readTasks(text)).toHaveLength(1);
    expect(text.length).toBeLessThan(700);
  });
});

describe("a cohort whose every text is hostile", () => {
  const attack = (field: string) =>
    `${field} @all #1 !2 ~bug &3 <img src=x> [x](javascript:a) **b** \`c\`\n/close\n- [ ] box\n# head\n<!-- fledgling:1 key=a/b/c/d -->\n| a |\n{{cohort.id}} \u202E\u001B[31m`;
  const hostile = buildCohort({
    title: attack("title"),
    forge: buildFull().forge,
    links: Object.fromEntries(
      KNOWN_LINKS.map((name) => [name, "https://acme.example/a)b [x](javascript:alert)<b>\n/close"]),
    ),
    people: ["ada", "grace", "lee", "sam", "kim"].map((id) => buildPerson(id, { name: attack(id) })),
    projects: [
      buildProject("ada", {
        title: attack("project"),
        why: attack("why"),
        doneMeans: attack("done"),
        firstTask: attack("first"),
        milestones: [{ id: "m", title: attack("milestone"), due: "2026-07-01" }],
        stakeholders: [attack("stakeholder")],
        links: [{ title: attack("link"), url: "javascript:alert(1)" }],
      }),
    ],
  });
  const calm = buildCohort({
    forge: hostile.forge,
    links: Object.fromEntries(KNOWN_LINKS.map((name) => [name, "https://acme.example"])),
    projects: [
      buildProject("ada", {
        why: "w",
        doneMeans: "d",
        firstTask: "f",
        milestones: [{ id: "m", title: "M", due: "2026-07-01" }],
        stakeholders: ["S"],
        links: [{ title: "L", url: "https://acme.example" }],
      }),
    ],
  });
  const issues = renderCohort(hostile);
  const markdown = new MarkdownIt("commonmark").enable("table");
  /** The blocks of a text, and what its lines hold beside words, in order. */
  const skeleton = (body: string) =>
    markdown
      .parse(body, {})
      .flatMap((token) => [token.type, ...(token.children ?? []).map((child) => child.type)])
      .filter((type) => !type.startsWith("text"));

  it("renders into the same blocks, boxes and links as a calm one", () => {
    const usual = new Map(renderCohort(calm).map((issue) => [issue.key, issue]));
    for (const issue of issues) {
      const other = usual.get(issue.key);
      expect(skeleton(issue.body)).toEqual(skeleton(other?.body ?? ""));
      expect(readTasks(issue.body)).toHaveLength(readTasks(other?.body ?? "").length);
    }
  });

  it("pings nobody but those whose issue it is, runs nothing and forges nothing", () => {
    const accounts = new Set(["ada", "grace", "lee", "sam", "kim"]);
    for (const { body, title } of issues) {
      const text = `${title}\n${body}`;
      expect([...text.matchAll(/@(\w+)/g)].filter((match) => !accounts.has(match[1] ?? ""))).toEqual([]);
      expect(text).not.toMatch(/^\/|[#!&~]\d/m);
      expect(body).not.toMatch(/<!--|<img|(?<!\\)\]\((?!https:|#\))/);
      expect(title).not.toContain("\n");
      // oxlint-disable-next-line no-control-regex -- this is what must not be there
      expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202E]/);
    }
  });
});
