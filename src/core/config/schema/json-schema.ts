import { z } from "zod";
import { CohortFile } from "./cohort-file.ts";

/** The cohort file for editors, from the same source as the checks: what it allows, and the reference as descriptions. */
export function buildJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(CohortFile, { io: "input", target: "draft-7" }) as Readonly<
    Record<string, unknown>
  >;
  return { $schema, title: "Fledgling cohort", ...schema };
}
