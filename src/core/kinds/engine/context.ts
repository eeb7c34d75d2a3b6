import { escapeText, escapeTitle, escapeUrl } from "../../text/escape.ts";
import { THEME_NAMES } from "../../calendar/themes.ts";
import { HELPER_ROLES } from "../../model/cohort.ts";
import { InvariantError } from "../../diagnostics/errors.ts";
import type { Kind } from "../model/kind.ts";

/**
 * What a template may find at a path. Leaves say how their value is escaped: `number` and `trusted` are ours and are
 * not; `mention` and `reference` are ours too, and mean nothing in a title.
 */
export type Shape =
  | {
      readonly is: "name" | "text" | "url" | "number" | "trusted" | "mention" | "reference";
      readonly optional?: boolean;
    }
  | { readonly is: "object"; readonly fields: Readonly<Record<string, Shape>>; readonly optional?: boolean }
  | { readonly is: "list"; readonly of: Shape };

type Fields = Readonly<Record<string, Shape>>;

const name: Shape = { is: "name" };
const text: Shape = { is: "text" };
const url: Shape = { is: "url" };
const number: Shape = { is: "number" };
const trusted: Shape = { is: "trusted" };
const object = (fields: Fields): Shape => ({ is: "object", fields });
const list = (of: Shape): Shape => ({ is: "list", of });
const optional = (shape: Exclude<Shape, { is: "list" }>): Shape => ({ ...shape, optional: true });

const DATE: Fields = { text: trusted, short: trusted, iso: trusted, weekday: trusted };
const PERSON: Fields = { name, first_name: name, mention: { is: "mention" }, zone: trusted };
const INTERN: Fields = { ...PERSON, start: object(DATE), end: object(DATE) };
const MILESTONE: Fields = {
  title: text,
  due: optional({ is: "object", fields: DATE }),
  when: optional({ is: "trusted" }),
};
const PROJECT: Fields = {
  title: text,
  why: optional({ is: "text" }),
  done_means: optional({ is: "text" }),
  first_task: optional({ is: "text" }),
  priority: text,
  milestones: list(object(MILESTONE)),
  stakeholders: list(name),
  links: list(object({ title: text, url })),
};
const HELPER: Fields = { ...PERSON, away: optional({ is: "name" }) };
const HELPERS: Fields = Object.fromEntries(
  HELPER_ROLES.map((role) => [role, optional({ is: "object", fields: HELPER })]),
);
const COHORT: Fields = {
  id: trusted,
  title: text,
  start: object(DATE),
  end: object(DATE),
  weeks: number,
  zone: trusted,
  milestones: list(object(MILESTONE)),
};
const CHILD: Fields = {
  reference: { is: "reference" },
  title: text,
  done: number,
  total: number,
  finished: number,
  status: trusted,
};
const MEETING: Fields = {
  title: text,
  when: trusted,
  where: optional({ is: "url" }),
  people: optional({ is: "name" }),
};
const OVERLAP: Fields = Object.fromEntries(HELPER_ROLES.map((role) => [role, optional({ is: "trusted" })]));
const THEMES: Fields = Object.fromEntries(THEME_NAMES.map((theme) => [theme, number]));
const ROLLUP: Fields = { finished: number, issues: number, unlisted: number, done: number, total: number };

const FACT: Fields = { title: name, url };
const FACTS: Fields = {
  merged: list(object(FACT)),
  open: list(object(FACT)),
  reviewed: list(object({ ...FACT, whose: name })),
  received: list(object({ ...FACT, people: name })),
  closed: list(object(FACT)),
  asked: list(object({ ...FACT, waited: optional({ is: "trusted" }) })),
  quiet: number,
};
const PROMISE: Fields = { text, by: optional({ is: "name" }), url: trusted };

/** Addresses a cohort file may name for every template; each is optional. */
export const KNOWN_LINKS = [
  "accounts",
  "always_on",
  "chat",
  "faq",
  "glossary",
  "handbook",
  "meeting",
  "shop",
  "speak_up",
  "strategy",
  "thanks",
  "values",
] as const;

/** Everything a kind's title and body may name. */
export function describeContext(
  kind: Pick<Kind, "per" | "repeat" | "rounds" | "dates" | "needs" | "due">,
  linkNames: readonly string[],
): Shape {
  const links = [...new Set([...KNOWN_LINKS, ...linkNames])].sort();
  return object({
    cohort: object(COHORT),
    coordinator: object(PERSON),
    opens: object(DATE),
    links: object(Object.fromEntries(links.map((link) => [link, optional({ is: "url" })]))),
    shared: number,
    ...describeSubject(kind.per),
    ...(kind.due === null ? {} : { due: object(DATE) }),
    ...(kind.repeat === null ? {} : { week: object({ number, of: number, theme: object(THEMES) }) }),
    ...(kind.rounds === null ? {} : { round: object(fieldsOf(kind.rounds, number)) }),
    ...(Object.keys(kind.dates).length === 0 ? {} : { dates: object(fieldsOf(kind.dates, object(DATE))) }),
    ...(kind.needs.includes("gaps") ? { gaps: list(text) } : {}),
    ...(kind.needs.includes("children") ? { children: list(object(CHILD)), rollup: object(ROLLUP) } : {}),
    ...(kind.needs.includes("meetings") ? { meetings: list(object(MEETING)) } : {}),
    ...(kind.needs.includes("overlap") ? { overlap: object(OVERLAP) } : {}),
    ...(kind.needs.includes("activity") ? { facts: optional({ is: "object", fields: FACTS }) } : {}),
    ...(kind.needs.includes("promises")
      ? { promises: list(object(PROMISE)), previous: optional({ is: "reference" }) }
      : {}),
  });
}

function fieldsOf(names: Readonly<Record<string, unknown>>, shape: Shape): Fields {
  return Object.fromEntries(Object.keys(names).map((one) => [one, shape]));
}

function describeSubject(per: Kind["per"]): Fields {
  switch (per) {
    case "intern":
      return { intern: object(INTERN), project: object(PROJECT), ...HELPERS };
    case "helper":
      return { helper: object(PERSON), interns: list(object(INTERN)) };
    case "project":
      return { project: object(PROJECT), interns: list(object(INTERN)), ...HELPERS };
    case "cohort":
      return { interns: list(object(INTERN)), projects: list(object(PROJECT)) };
  }
}

/** A view with every value escaped for where it is going; keys the shape does not have are left out. */
export function escapeView(shape: Shape, value: unknown, target: "body" | "title"): unknown {
  if (value === null || value === undefined) return null;
  switch (shape.is) {
    case "object":
      return Object.fromEntries(
        Object.entries(shape.fields).map(([key, field]) => [
          key,
          escapeView(field, (value as Readonly<Record<string, unknown>>)[key], target),
        ]),
      );
    case "list":
      return (value as readonly unknown[]).map((item) => escapeView(shape.of, item, target));
    case "url":
      return escapeUrl(wordsOf(value));
    case "name":
    case "text":
      return target === "title" ? escapeTitle(wordsOf(value)) : escapeText(wordsOf(value), shape.is);
    case "number":
    case "trusted":
    case "mention":
    case "reference":
      return value;
  }
}

function wordsOf(value: unknown): string {
  if (typeof value === "string") return value;
  throw new InvariantError("a view holds something else where its shape has words");
}
