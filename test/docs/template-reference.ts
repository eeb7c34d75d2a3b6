import { parseAnchor } from "../../src/core/calendar/parse-anchor.ts";
import { resolveAnchor, type AnchorContext } from "../../src/core/calendar/resolve-anchor.ts";
import { buildWorkCalendar } from "../../src/core/calendar/work-calendar.ts";
import { FrontMatter } from "../../src/core/kinds/parse/front-matter.ts";
import { describeContext, type Shape } from "../../src/core/kinds/engine/context.ts";
import { renderTable } from "./generated.ts";

type Fields = Readonly<Record<string, Shape>>;
type Asked = Parameters<typeof describeContext>[0];

export function renderFrontMatter(): string {
  const rows = Object.entries(FrontMatter.shape).map(([key, schema]) => [
    `\`${key}\``,
    schema.safeParse(undefined).success ? "" : "yes",
    schema.description ?? "",
  ]);
  return renderTable(["Key", "Needed", "Meaning"], rows);
}

/** Anchors with what they mean, beside the day that each is in the example: Monday 1 June to Friday 18 September 2026. */
const ANCHORS = [
  ["start", "the first day"],
  ["end", "the last day"],
  ["mid", "halfway, the same as 50%"],
  ["63%", "that share of the time"],
  ["week 3", "the first day of the third week"],
  ["milestone:mid-talks", "the day of a milestone of the project, or else of the cohort"],
  ["occurrence", "the day of this repetition or round; only with repeat or rounds"],
  ["start - 2w", "two weeks before"],
  ["end - 3d", "three working days before"],
  ["start + 1m", "a month after"],
  ["end - 1m + 1w", "several offsets, one after the other"],
] as const;

const SPAN: AnchorContext = {
  start: "2026-06-01",
  end: "2026-09-18",
  occurrence: "2026-06-11",
  milestones: new Map([["mid-talks", "2026-07-29"]]),
  calendar: buildWorkCalendar(null, {}),
};

export function renderAnchors(): string {
  const rows = ANCHORS.map(([text, meaning]) => {
    const parsed = parseAnchor(text);
    if ("error" in parsed) throw new Error(`${text}: ${parsed.error.message}`);
    return [`\`${text}\``, meaning, resolveAnchor(parsed.anchor, SPAN) ?? ""];
  });
  return renderTable(["Anchor", "Means", "Here"], rows);
}

const PLAIN: Omit<Asked, "per"> = { repeat: null, rounds: null, dates: {}, needs: [], due: null };
const anchor = { base: { at: "start" }, offsets: [], source: "start" } as const;
const every = { amount: 1, unit: "w" } as const;
const SUBJECTS = ["cohort", "project", "intern", "helper"] as const;

/** What makes a name appear, beside the subject. */
const ASKED: readonly (readonly [string, Partial<Asked>])[] = [
  ["`due:`", { due: { at: anchor, show: "field" } }],
  ["`repeat:`", { repeat: { every, on: null, from: anchor, until: anchor } }],
  ["`rounds: { short: … }`", { rounds: { short: anchor } }],
  ["`dates: { decision: … }`", { dates: { decision: anchor } }],
  ["`needs: [gaps]`", { needs: ["gaps"] }],
  ["`needs: [children]`", { needs: ["children"] }],
  ["`needs: [meetings]`", { needs: ["meetings"] }],
  ["`needs: [overlap]`", { needs: ["overlap"] }],
  ["`needs: [activity]`", { needs: ["activity"] }],
  ["`needs: [promises]`", { needs: ["promises"] }],
];

function fieldsFor(per: Asked["per"], asked: Partial<Asked>): Fields {
  const shape = describeContext({ ...PLAIN, ...asked, per }, []);
  return shape.is === "object" ? shape.fields : {};
}

/** Every name a template can use, in which issues it is there, and what is inside. */
export function renderContext(): string {
  const shapes = new Map<string, { readonly shape: Shape; readonly where: string[] }>();
  const note = (fields: Fields, where: string) => {
    for (const [name, shape] of Object.entries(fields)) {
      const id = `${name} ${inside(shape, name)}`;
      const known = shapes.get(id) ?? { shape, where: [] };
      shapes.set(id, { shape, where: [...new Set([...known.where, where])] });
    }
  };
  for (const per of SUBJECTS) note(fieldsFor(per, {}), per);
  for (const [where, asked] of ASKED) note(onlyNew(fieldsFor("project", asked), fieldsFor("project", {})), where);
  const rows = [...shapes].map(([id, { shape, where }]) => {
    const name = id.slice(0, id.indexOf(" "));
    return [`\`${name}${isOptional(shape) ? "?" : ""}\``, describePlaces(where), inside(shape, name)];
  });
  return renderTable(["Name", "In issues", "Inside"], rows);
}

function onlyNew(fields: Fields, known: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !Object.hasOwn(known, name)));
}

function describePlaces(where: readonly string[]): string {
  if (SUBJECTS.every((per) => where.includes(per))) return "all";
  const subjects = SUBJECTS.filter((per) => where.includes(per));
  return subjects.length > 0 ? `per ${subjects.join(", ")}` : `with ${where.join(", ")}`;
}

function isOptional(shape: Shape): boolean {
  return "optional" in shape && shape.optional;
}

/** Values that occur in several places, by the name that the page gives them. */
const SORTS: readonly (readonly [string, Fields])[] = [
  ["date", pick("cohort", "opens")],
  ["person", pick("cohort", "coordinator")],
  ["helper", pick("intern", "mentor")],
  ["intern", pick("intern", "intern")],
  ["project", pick("project", "project")],
];

function pick(per: Asked["per"], name: string): Fields {
  const shape = fieldsFor(per, {})[name];
  return shape?.is === "object" ? shape.fields : {};
}

/** What the sorts of value hold, one line each. */
export function renderSorts(): string {
  return renderTable(
    ["Value", "Inside"],
    SORTS.map(([name, fields]) => [name, listFields(fields, name)]),
  );
}

function inside(shape: Shape, name: string): string {
  if (shape.is === "list") return `list of ${shape.of.is === "object" ? inside(shape.of, name) : "texts"}`;
  if (shape.is !== "object") return "";
  const sort = SORTS.find(([, fields]) => JSON.stringify(fields) === JSON.stringify(shape.fields));
  return sort === undefined ? listFields(shape.fields, name) : sort[0];
}

function listFields(fields: Fields, owner: string): string {
  return Object.entries(fields)
    .map(([name, shape]) => {
      const more = name === owner ? "" : inside(shape, name);
      return `\`${name}${isOptional(shape) ? "?" : ""}\`${more === "" ? "" : ` (${more})`}`;
    })
    .join(", ");
}
