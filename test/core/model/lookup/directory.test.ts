import { describe, expect, it } from "vitest";
import { accountSet, isSameAccount } from "../../../../src/core/model/lookup/accounts.ts";
import { countNotified } from "../../../../src/core/model/lookup/count-notified.ts";
import { directoryOf } from "../../../../src/core/model/lookup/directory.ts";
import { buildCohort, buildIntern, buildPerson } from "../../../support/cohort.ts";

const cohort = buildCohort({
  people: [
    buildPerson("ada", { username: "Ada-L" }),
    buildPerson("ben", { username: "ada-l" }),
    buildPerson("grace"),
    buildPerson("kim"),
    buildPerson("lee"),
    buildPerson("sam"),
  ],
  interns: [
    buildIntern("ada", { project: "telemetry", helpers: { mentor: "grace", buddy: "grace" } }),
    buildIntern("ben", { project: "telemetry", helpers: { mentor: "lee" } }),
  ],
});
const directory = directoryOf(cohort);

describe("the directory of a cohort", () => {
  it("is made once for each cohort", () => {
    expect(directoryOf(cohort)).toBe(directory);
    expect(directoryOf({ ...cohort })).not.toBe(directory);
  });

  it("finds people and internships by person id, and projects by theirs", () => {
    expect(directory.person("grace")).toBe(cohort.people[2]);
    expect(directory.intern("ben")).toBe(cohort.interns[1]);
    expect(directory.intern("grace")).toBeNull();
    expect(directory.project("telemetry")?.id).toBe("telemetry");
  });

  it.each([null, undefined, "", "nobody", "__proto__", "Grace"])("finds nobody for %s", (id) => {
    expect(directory.person(id)).toBeNull();
    expect(directory.intern(id)).toBeNull();
    expect(directory.project(id)).toBeNull();
    expect(directory.internsOn(id ?? "")).toEqual([]);
    expect(directory.internsOf(id ?? "")).toEqual([]);
  });

  it("knows an account in any case, and of two holders the first", () => {
    expect(directory.personByAccount("ADA-l")?.id).toBe("ada");
    expect(directory.personByAccount("Grace")?.id).toBe("grace");
    expect(directory.personByAccount("mallory")).toBeNull();
    expect(directory.personByAccount(undefined)).toBeNull();
  });

  it("lists interns by project, and once for each helper", () => {
    expect(directory.internsOn("telemetry")).toEqual(cohort.interns);
    expect(directory.internsOf("grace")).toEqual([cohort.interns[0]]);
  });

  it("names whom the file does not have by their id", () => {
    expect(directory.nameOf("grace")).toBe("Grace Example");
    expect(directory.nameOf("mallory")).toBe("mallory");
  });
});

describe("accounts", () => {
  it("are the same in any case, and nobody is nobody alone", () => {
    expect(isSameAccount("Ada", "aDA")).toBe(true);
    expect(isSameAccount("ada", "ben")).toBe(false);
    expect(isSameAccount(null, undefined)).toBe(true);
    expect(isSameAccount(null, "")).toBe(false);
    expect(accountSet(["Ada"]).has("ADA")).toBe(true);
    expect(accountSet(["Ada"]).has("ben")).toBe(false);
  });

  it("that are notified are counted by person, and strangers by account, most first", () => {
    const notified = countNotified(cohort, [{ notifies: ["grace", "x"] }, { notifies: ["Grace", "sam"] }]);
    expect(notified).toEqual([
      { person: "grace", count: 2 },
      { person: "sam", count: 1 },
      { person: "x", count: 1 },
    ]);
  });
});
