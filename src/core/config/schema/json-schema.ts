import { z } from "zod";
import type { KnownForges } from "../../forge/known-forges.ts";
import { findCohortFile } from "./cohort-file.ts";

/** The cohort file for editors, from the same source as the checks: what it allows, and the reference as descriptions. */
export function buildJsonSchema(forges: KnownForges): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(findCohortFile(forges), { io: "input", target: "draft-7" }) as Readonly<
    Record<string, unknown>
  >;
  return { $schema, title: "Fledgling cohort", ...schema };
}
