import { hashText } from "./hash.ts";

/** What the marker keeps of a field's last applied value. */
export function hashField(value: string | null): string {
  return hashText(value === null ? "\0" : value.trim());
}

/**
 * Three-way: `same` needs nothing, `apply` may be written, `held` is a person's. `base` is the marker's record of
 * what was last applied; without one, only what a person cannot have changed is the same.
 */
export function decideField(field: {
  readonly base: string | undefined;
  readonly observed: string | null;
  readonly desired: string | null;
}): "same" | "apply" | "held" {
  if (hashField(field.observed) === hashField(field.desired)) return "same";
  return field.base !== undefined && hashField(field.observed) === field.base ? "apply" : "held";
}
