import { describe, expect, it } from "vitest";
import {
  findForm,
  isShared,
  judgeLane,
  judgeOccurrence,
  laneOfPlace,
} from "../../../../src/core/desired/audience/visibility.ts";
import type { Lane } from "../../../../src/core/model/cohort.ts";
import { NO_ACCESS, type ObservedPlace } from "../../../../src/core/model/issue.ts";
import { GITHUB } from "../../../../src/forges/github/profile.ts";
import { GITLAB } from "../../../../src/forges/gitlab/profile.ts";
import { LOCAL } from "../../../../src/forges/local/profile.ts";
import { buildCohort, buildIntern } from "../../../support/cohort.ts";

const FORGE = { local: LOCAL, gitlab: GITLAB, github: GITHUB };
const SHARED = { public: "acme/here", team: "acme/here", private: "acme/here" };
const APART = { ...SHARED, private: "acme/apart" };

function cohortOn(kind: keyof typeof FORGE, projects: typeof SHARED = APART, links: Record<string, string> = {}) {
  const interns = [buildIntern("ada"), buildIntern("ben")];
  return buildCohort({
    interns,
    links,
    forge: { profile: FORGE[kind], url: null, projects, group: null, accounts: [] },
  });
}

function placeOn(
  kind: string,
  visibility: ObservedPlace["visibility"],
  more: Partial<ObservedPlace> = {},
): ObservedPlace {
  return {
    place: "acme/here",
    visibility,
    account: "fledgling-bot",
    canWrite: true,
    capabilities: {
      dueDate: kind === "gitlab",
      confidential: kind !== "github",
      scopedLabels: false,
      reference: "number",
      children: null,
      epics: false,
      titleLimit: 255,
      bodyLimit: 60_000,
      creationsPerHour: null,
    },
    access: NO_ACCESS,
    ...more,
  };
}

describe("a place for a lane", () => {
  it.each<[lane: Lane, forge: "local" | "gitlab" | "github", visibility: ObservedPlace["visibility"], fits: boolean]>([
    ["public", "github", "public", true],
    ["public", "gitlab", "private", true],
    ["team", "gitlab", "private", true],
    ["team", "gitlab", "public", true],
    ["team", "gitlab", "internal", true],
    ["team", "github", "private", true],
    ["team", "github", "public", false],
    ["team", "github", "internal", false],
    ["private", "gitlab", "private", true],
    ["private", "gitlab", "public", false],
    ["private", "gitlab", "internal", false],
    ["private", "github", "private", true],
    ["private", "github", "public", false],
    ["private", "local", "private", true],
  ])("%s on %s, %s: %s", (lane, forge, visibility, fits) => {
    const place = placeOn(forge, visibility, { place: lane === "private" ? "acme/apart" : "acme/here" });
    expect(judgeLane(cohortOn(forge), lane, place) === null).toBe(fits);
  });

  it.each(["gitlab", "github"] as const)(
    "that is private on %s is none for the lane private while others share it",
    (forge) => {
      const misfit = judgeLane(cohortOn(forge, SHARED), "private", placeOn(forge, "private"));
      expect(misfit?.remedy).toContain("forge.private");
    },
  );

  it("in the open is none for the team where the token may not hide issues", () => {
    const place = placeOn("gitlab", "public", { access: { ...NO_ACCESS, lacks: ["confidential"] } });
    expect(judgeLane(cohortOn("gitlab"), "team", place)?.remedy).toContain("Planner");
  });

  it("fits in a line of a report, with its remedy", () => {
    const occurrence = { kind: "evaluation", lane: "private", owner: "ada" } as const;
    const misfit = judgeOccurrence(cohortOn("github"), occurrence, placeOn("github", "private"));
    expect(`${misfit?.reason ?? ""}. ${misfit?.remedy ?? ""}`.length).toBeLessThan(300);
    expect(misfit?.remedy).toMatch(/links\.evaluation_form.*kinds: \{ evaluation: off \}/);
  });
});

describe("what is private on GitHub", () => {
  const evaluation = { kind: "end-survey", lane: "private", owner: "ada" } as const;
  const form = { end_survey_form: "https://forms.example/end" };

  it("is a link to its form where people are, if there is one", () => {
    const cohort = cohortOn("github", SHARED, form);
    expect(findForm(cohort, evaluation)).toBe("https://forms.example/end");
    expect(laneOfPlace(cohort, evaluation)).toBe("team");
    expect(judgeOccurrence(cohort, evaluation, placeOn("github", "private"))).toBeNull();
  });

  it("is not even that in a public repository", () => {
    expect(judgeOccurrence(cohortOn("github", SHARED, form), evaluation, placeOn("github", "public"))).not.toBeNull();
  });

  it("stays in the private repository when the coordinator alone owns it, form or not", () => {
    const cohort = cohortOn("github", APART, form);
    const own = { ...evaluation, owner: "kim" };
    expect(laneOfPlace(cohort, own)).toBe("private");
    expect(judgeOccurrence(cohort, own, placeOn("github", "private", { place: "acme/apart" }))).toBeNull();
  });

  it("is itself on GitLab, whatever forms there are", () => {
    const cohort = cohortOn("gitlab", APART, form);
    expect(findForm(cohort, evaluation)).toBeNull();
    expect(laneOfPlace(cohort, evaluation)).toBe("private");
  });
});

describe("an issue that other interns can read", () => {
  const ofAda = { intern: "ada" };
  it.each([
    ["on GitHub", cohortOn("github"), placeOn("github", "private"), ofAda, true],
    [
      "on GitHub, about nobody in particular",
      cohortOn("github"),
      placeOn("github", "private"),
      { intern: null },
      false,
    ],
    ["on GitLab, where it can be confidential", cohortOn("gitlab"), placeOn("gitlab", "private"), ofAda, false],
    ["in a folder", cohortOn("local"), placeOn("local", "private"), ofAda, false],
  ])("%s", (_name, cohort, place, occurrence, shared) => {
    expect(isShared(cohort, occurrence, place)).toBe(shared);
  });

  it("is none where there is one intern only", () => {
    const alone = { ...cohortOn("github"), interns: [buildIntern("ada")] };
    expect(isShared(alone, ofAda, placeOn("github", "private"))).toBe(false);
  });
});
