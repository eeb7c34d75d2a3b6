import { escapeText, escapeTitle, escapeUrl } from "../body/escape.ts";
import type { Kind } from "./kind.ts";

/** What a template may find at a path. Leaves say how their value is escaped; `number` and `trusted` are ours and are not. */
export type Shape =
  | { readonly is: "name" | "text" | "url" | "number" | "trusted"; readonly optional?: boolean }
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
const PERSON: Fields = { name, first_name: name, mention: trusted, zone: trusted };
const MILESTONE: Fields = { title: text, due: optional({ is: "object", fields: DATE }) };
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
const HELPERS: Fields = Object.fromEntries(
  ["manager", "mentor", "co_mentor", "remote_mentor", "buddy"].map((role) => [
    role,
    optional({ is: "object", fields: PERSON }),
  ]),
);

/** Addresses a cohort file may name for every template; each is optional. */
export const KNOWN_LINKS = [
  "handbook",
  "chat",
  "meeting",
  "always_on",
  "speak_up",
  "shop",
  "strategy",
  "values",
  "faq",
  "glossary",
  "accounts",
  "thanks",
] as const;

/** Everything a kind's title and body may name. */
export function describeContext(
  kind: Pick<Kind, "per" | "repeat" | "needs" | "due">,
  linkNames: readonly string[],
): Shape {
  const links = [...new Set([...KNOWN_LINKS, ...linkNames])].sort();
  const intern = { ...PERSON, start: object(DATE), end: object(DATE) };
  return object({
    cohort: object({ id: trusted, title: text, start: object(DATE), end: object(DATE), weeks: number, zone: trusted }),
    coordinator: object(PERSON),
    opens: object(DATE),
    ...(kind.due === null ? {} : { due: object(DATE) }),
    links: object(Object.fromEntries(links.map((link) => [link, optional({ is: "url" })]))),
    ...(kind.repeat === null ? {} : { week: object({ number, of: number }) }),
    ...(kind.per === "intern" ? { intern: object(intern), project: object(PROJECT), ...HELPERS } : {}),
    ...(kind.per === "helper" ? { helper: object(PERSON), interns: list(object(intern)) } : {}),
    ...(kind.per === "project" ? { project: object(PROJECT), interns: list(object(intern)), ...HELPERS } : {}),
    ...(kind.per === "cohort" ? { interns: list(object(intern)), projects: list(object(PROJECT)) } : {}),
    ...(kind.needs.includes("gaps") ? { gaps: list(text) } : {}),
    ...(kind.needs.includes("children")
      ? {
          children: list(
            object({
              reference: trusted,
              title: text,
              done: number,
              total: number,
              finished: { is: "number" },
              status: trusted,
            }),
          ),
          rollup: object({ finished: number, issues: number, done: number, total: number }),
        }
      : {}),
  });
}

/** A view with every value escaped for where it is going; keys the shape does not have are left out. */
export function escapeView(shape: Shape, value: unknown, target: "body" | "title"): unknown {
  if (value === null || value === undefined) return null;
  if (shape.is === "object") {
    return Object.fromEntries(
      Object.entries(shape.fields).map(([key, field]) => [
        key,
        escapeView(field, (value as Record<string, unknown>)[key], target),
      ]),
    );
  }
  if (shape.is === "list") return (value as readonly unknown[]).map((item) => escapeView(shape.of, item, target));
  if (shape.is === "number" || shape.is === "trusted") return value;
  if (shape.is === "url") return escapeUrl(String(value));
  return target === "title" ? escapeTitle(String(value)) : escapeText(String(value), shape.is);
}
