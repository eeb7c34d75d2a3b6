import { hashField } from "../../text/hash.ts";

/**
 * Three-way: `same` needs nothing, `apply` may be written, `drift` is a person's change. `base` is the marker's record of
 * what was last applied; without one, only what a person cannot have changed is the same.
 */
export function decideField(field: {
  readonly base: string | null;
  readonly observed: string | null;
  readonly desired: string | null;
}): "same" | "apply" | "drift" {
  if (hashField(field.observed) === hashField(field.desired)) return "same";
  return hashField(field.observed) === field.base ? "apply" : "drift";
}
