import { hashText } from "./hash.ts";

/** What the marker keeps of a field's last applied value. */
export function hashField(value: string | null): string {
  return hashText(value === null ? "\0" : value.trim());
}

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
