import { z } from "zod";
import type { Check } from "./check-text.ts";

/** What a field is for people: in a message ("must be …"), in the reference and in editors. */
export interface About {
  /** Completes "must be": `a date, such as 2026-06-01`. */
  readonly expected: string;
  readonly description: string;
  /** More JSON Schema: examples, pattern, enum, format. */
  readonly editor?: Readonly<Record<string, unknown>>;
}

/** A text that passes `check`. What is expected travels as zod's message; `translate-zod.ts` makes sentences of it. */
export function text(check: Check, about: About) {
  const schema = z.string({ error: about.expected }).superRefine((value, context) => {
    const fault = check(value);
    if (fault !== null) context.addIssue({ code: "custom", message: fault.message, params: { ...fault } });
  });
  return schema.meta({ description: about.description, ...about.editor });
}

export function numberBetween(least: number, most: number, about: About) {
  const schema = z.number({ error: about.expected }).superRefine((value, context) => {
    if (least <= value && value <= most) return;
    const params = { code: "bad-number", remedy: `Write ${about.expected}.` };
    context.addIssue({ code: "custom", message: `${value} is not between ${least} and ${most}`, params });
  });
  return schema.meta({ description: about.description, minimum: least, maximum: most, ...about.editor });
}

export function flag(about: About) {
  return z.boolean({ error: about.expected }).meta({ description: about.description });
}

export function list<T extends z.ZodType>(item: T, about: About) {
  return z.array(item, { error: about.expected }).meta({ description: about.description, ...about.editor });
}

/** A list that says something: empty, it would mean the same as none, or nonsense. */
export function fullList<T extends z.ZodType>(item: T, about: About) {
  const schema = z.array(item, { error: about.expected }).superRefine((value, context) => {
    if (value.length > 0) return;
    context.addIssue({
      code: "custom",
      message: "this list is empty",
      params: { code: "wrong-type", remedy: `Write ${about.expected}, or leave the key out.` },
    });
  });
  return schema.meta({ description: about.description, minItems: 1, ...about.editor });
}

/** A mapping with these keys and no others; an unknown key's message lists them, for the suggestion. */
export function mapping<T extends z.ZodRawShape>(shape: T, about: About) {
  const keys = Object.keys(shape).join(" ");
  const schema = z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? keys : about.expected),
  });
  return schema.meta({ description: about.description, ...about.editor });
}

/** A mapping whose keys are names the writer chooses. */
export function named<T extends z.ZodType>(key: z.ZodType<string, string>, value: T, about: About) {
  return z.record(key, value, { error: about.expected }).meta({ description: about.description });
}

export function either<const T extends readonly [z.ZodType, z.ZodType, ...z.ZodType[]]>(options: T, about: About) {
  return z.union(options, { error: about.expected }).meta({ description: about.description, ...about.editor });
}
