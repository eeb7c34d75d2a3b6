import { describe, expect, it } from "vitest";
import { buildOccurrences } from "../../../src/core/desired/occurrences.ts";
import { buildView } from "../../../src/core/desired/view.ts";
import type { Kind } from "../../../src/core/kinds/kind.ts";
import { describeContext, escapeView } from "../../../src/core/kinds/shape.ts";
import type { Cohort } from "../../../src/core/model/cohort.ts";
import { buildCohort, buildIntern, buildPerson, buildProject } from "../../support/cohort.ts";
import { buildKind } from "../../support/kind.ts";

const GITLAB = { ...buildCohort().forge, kind: "gitlab" as const };

function viewOf(kind: Kind, cohort: Cohort, unreachable: readonly string[] = [], gaps: readonly string[] = []) {
  const { occurrences } = buildOccurrences({ cohort, kinds: [kind], holidays: {} });
  const [occurrence] = occurrences;
  if (occurrence === undefined) throw new Error("no occurrence");
  return buildView({ cohort, kind, occurrence, children: [], gaps, unreachable, shared: false });
}

describe("a view", () => {
  it.each(["cohort", "project", "intern", "helper"] as const)(
    "of a kind per %s has a value, or null, for everything that lint lets a template name",
    (per) => {
      const kind = buildKind("hello", {
        per,
        owner: [per === "helper" ? "mentor" : "coordinator"],
        repeat: { every: "1w" },
        due: "occurrence + 1d",
        needs: ["gaps", "children"],
      });
      const shape = describeContext(kind, []);
      const view = viewOf(kind, buildCohort());
      const names = shape.is === "object" ? Object.keys(shape.fields) : [];
      expect(names.filter((name) => view[name] === undefined)).toEqual([]);
      const optional = shape.is === "object" ? names.filter((name) => view[name] === null) : [];
      expect(optional).toEqual(per === "intern" || per === "project" ? ["co_mentor", "remote_mentor"] : []);
      expect(() => escapeView(shape, view, "body")).not.toThrow();
    },
  );

  it("says days in words, with no year and no hour", () => {
    const view = viewOf(buildKind("hello", { due: "start + 3w" }), buildCohort());
    expect(view["opens"]).toEqual({ iso: "2026-06-01", weekday: "Monday", short: "1 June", text: "Monday 1 June" });
    expect(view["due"]).toMatchObject({ text: "Monday 22 June" });
  });

  it("gives the last day of whoever left as their end", () => {
    const cohort = buildCohort({ interns: [buildIntern("ada", { left: "2026-07-10" })] });
    expect(viewOf(buildKind("hello"), cohort)["intern"]).toMatchObject({ end: { iso: "2026-07-10" } });
  });

  it("names a thing that two lack once", () => {
    const kind = buildKind("hello", { needs: ["gaps"] });
    expect(viewOf(kind, buildCohort(), [], ["Find a buddy for Ada", "Find a buddy for Ada"])["gaps"]).toEqual([
      "Find a buddy for Ada",
    ]);
    const projects = [buildProject("ada", { stakeholders: ["Kim", "Lee", "Kim"] })];
    expect(viewOf(kind, buildCohort({ projects }))["project"]).toMatchObject({ stakeholders: ["Kim", "Lee"] });
  });

  it("takes a helper's interns alone, and a project's", () => {
    const interns = [
      buildIntern("ada", { project: "p", helpers: { mentor: "grace" } }),
      buildIntern("ben", { project: "q", helpers: { mentor: "omar" } }),
    ];
    const cohort = buildCohort({ interns });
    expect(viewOf(buildKind("hello", { per: "helper", owner: ["mentor"] }), cohort)).toMatchObject({
      helper: { name: "Grace Example" },
      interns: [{ name: "Ada Example" }],
    });
    expect(viewOf(buildKind("hello", { per: "project", owner: ["mentor"] }), cohort)).toMatchObject({
      mentor: { name: "Grace Example" },
      interns: [{ name: "Ada Example" }],
    });
  });
});

describe("how a view names people", () => {
  const kind = buildKind("hello", { mention: ["mentor"] });
  const cohort = buildCohort({ forge: GITLAB });
  const mentionOf = (view: Readonly<Record<string, unknown>>, role: string) =>
    (view[role] as { readonly mention: string }).mention;

  it("mentions who acts and whom the kind lists by account, and everybody else by name", () => {
    const view = viewOf(kind, cohort);
    expect(["intern", "mentor", "buddy", "coordinator"].map((role) => mentionOf(view, role))).toEqual([
      "@ada",
      "@grace",
      "Sam Example",
      "Kim Example",
    ]);
  });

  it("mentions nobody on a local folder, where there is nobody to tell", () => {
    expect(mentionOf(viewOf(kind, buildCohort()), "intern")).toBe("Ada Example");
  });

  it("does not mention an account that is not there, which would ping a stranger", () => {
    expect(mentionOf(viewOf(kind, cohort, ["ada"]), "intern")).toBe("Ada Example");
  });

  it.each(["ada[bot]", "_ada_", "ada.", "-ada"])(
    "does not mention %s, which would not read as an account",
    (username) => {
      const people = [buildPerson("ada", { username, name: "*Ada* @all" })];
      expect(mentionOf(viewOf(kind, buildCohort({ forge: GITLAB, people })), "intern")).toBe("\\*Ada\\* @\u200Ball");
    },
  );
});
