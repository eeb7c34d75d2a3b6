import { describe, expect, it } from "vitest";
import { orderActions } from "../../../src/core/plan/order-actions.ts";
import { buildClose, buildCreate, buildUpdate } from "../../support/plan.ts";

const KINDS = { derived: new Set(["project"]), leading: new Set(["cohort"]) };
const key = "summer-2026/retro/ada/week-01";
const project = buildCreate({ key: "summer-2026/project/ada/once", kind: "project" });
const linked = buildUpdate({ key, kind: "retro", changes: [{ field: "parent", before: null, after: "coming" }] });

describe("what is closed in the run that makes its project", () => {
  it("is put under it first, since a closed issue is left as it is", () => {
    const ordered = orderActions([buildClose({ key }), linked, project], KINDS);
    expect(ordered.map(({ type }) => type)).toEqual(["create", "update", "close"]);
  });

  it("is closed before the project counts it, where it stands there already", () => {
    const counts = buildUpdate({ key: "summer-2026/project/ada/once", kind: "project" });
    const ordered = orderActions([counts, buildClose({ key })], KINDS);
    expect(ordered.map(({ type }) => type)).toEqual(["close", "update"]);
  });
});
