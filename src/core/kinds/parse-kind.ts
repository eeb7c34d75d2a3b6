import { isNode, isScalar, parseDocument, type Document } from "yaml";
import { z } from "zod";
import type { Anchor, Repeat } from "../calendar/anchor.ts";
import { parseAnchor } from "../calendar/parse-anchor.ts";
import { parseRepeat } from "../calendar/parse-repeat.ts";
import { ROLES, type Cohort } from "../model/cohort.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { renderExcerpt } from "../model/excerpt.ts";
import { KEY_PART } from "../model/key.ts";
import { suggest } from "../model/suggest.ts";
import type { Kind } from "./kind.ts";
import type { TemplateSource } from "./library.ts";

const RoleList = z.union([z.enum(ROLES).transform((role) => [role]), z.array(z.enum(ROLES)).min(1)]);

/** Front matter of a template: a closed list of keys. What needs more is a named fact computed in core. */
export const FrontMatter = z.strictObject({
  kind: z
    .string()
    .regex(KEY_PART, "must be lower case letters, digits and - or _")
    .describe("Its name, the same as the file's."),
  per: z.enum(["cohort", "project", "intern", "helper"]).describe("What it is made once for."),
  repeat: z
    .strictObject({
      every: z.string(),
      on: z.string().optional(),
      from: z.string().optional(),
      until: z.string().optional(),
    })
    .optional()
    .describe("Makes it again and again: { every: 1w, on: thursday, from: start, until: end }."),
  title: z.string().min(1).describe("The issue's title, with expressions."),
  owner: RoleList.describe("Roles in order of preference: the first that somebody holds acts."),
  mention: RoleList.optional().describe("Roles mentioned by account."),
  opens: z.string().describe("When it is made: an anchor."),
  due: z
    .union([z.string(), z.strictObject({ at: z.string(), show: z.enum(["field", "text"]).optional() })])
    .optional()
    .describe("When it is due: an anchor; with show: text in words only, without the forge's own reminders."),
  closes: z
    .string()
    .optional()
    .describe("When a timer may close it, if it is finished or untouched: an anchor, or next."),
  lane: z.enum(["public", "team", "private"]).describe("Where it may be seen."),
  late: z
    .enum(["skip", "open"])
    .optional()
    .describe("What to do when its day was missed. Repeats skip, everything else opens late."),
  finished: z
    .enum(["tasks", "answer"])
    .optional()
    .describe("Finished when every box is ticked, or as soon as somebody answered."),
  gate: z.string().optional().describe("Text that starts the box which lets the rest of the cohort begin."),
  minutes: z
    .partialRecord(z.enum(ROLES), z.int().min(0).max(2400))
    .optional()
    .describe("Minutes it asks of each role."),
  needs: z
    .array(z.enum(["children", "gaps", "activity", "follow-ups"]))
    .optional()
    .describe("Data gathered only when a kind asks."),
  only: z.record(z.string(), z.string()).optional().describe("Attribute values a subject must have."),
  enabled: z.boolean().optional().describe("Made unless the cohort says otherwise. Default: true."),
});
type FrontMatter = z.infer<typeof FrontMatter>;

interface Parsing {
  readonly source: TemplateSource;
  readonly text: string;
  readonly yaml: Document;
  /** Lines before the YAML's first. */
  readonly lineOffset: number;
  readonly charOffset: number;
  /** Keys that come from the cohort file instead. */
  readonly overridden: ReadonlySet<string>;
  readonly name: string;
  readonly found: Diagnostic[];
}

/** Reads one template file: front matter between `---` lines, then the body. Applies what the cohort says about this kind. */
export function parseKind(
  source: TemplateSource,
  settings: Cohort["kinds"],
): { readonly kind: Kind | null; readonly diagnostics: readonly Diagnostic[] } {
  const name = source.path.replace(/\.md\.hbs$/, "");
  const text = source.text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const match = /^---\n([\s\S]*?\n)---[ \t]*\n/.exec(text);
  const setting = settings[name];
  const parsing: Parsing = {
    source,
    text,
    yaml: parseDocument(match?.[1] ?? "", { uniqueKeys: true }),
    lineOffset: 1,
    charOffset: 4,
    overridden: new Set(Object.keys(setting?.overrides ?? {})),
    name,
    found: [],
  };
  if (match === null) {
    report(
      parsing,
      1,
      1,
      3,
      "no-front-matter",
      "a template starts with its front matter between two lines of ---",
      "Begin the file with ---, then kind:, per:, title:, owner:, opens:, lane:, then --- again",
    );
    return { kind: null, diagnostics: parsing.found };
  }
  for (const error of parsing.yaml.errors)
    reportAt(
      parsing,
      error.pos[0],
      1,
      "broken-front-matter",
      error.message.split("\n")[0]?.replace(/ at line \d+.*$/, "") ?? "not YAML",
      "Correct the YAML here",
    );
  if (parsing.found.length > 0) return { kind: null, diagnostics: parsing.found };
  const written: unknown = parsing.yaml.toJS({ maxAliasCount: 20 });
  const merged = { ...(typeof written === "object" && written !== null ? written : {}), ...setting?.overrides };
  const front = FrontMatter.safeParse(merged);
  if (!front.success) {
    for (const issue of front.error.issues) reportIssue(parsing, issue);
    return { kind: null, diagnostics: parsing.found };
  }
  const body = text.slice(match[0].length);
  const kind = buildKind(parsing, front.data, body, match[0].split("\n").length);
  const enabled = setting?.enabled ?? front.data.enabled ?? true;
  return { kind: parsing.found.length > 0 || kind === null ? null : { ...kind, enabled }, diagnostics: parsing.found };
}

function buildKind(parsing: Parsing, front: FrontMatter, body: string, bodyLine: number): Kind | null {
  if (front.kind !== parsing.name)
    reportKey(
      parsing,
      ["kind"],
      "wrong-kind-name",
      `the file is called ${parsing.name} and the kind ${front.kind}`,
      "Give both the same name",
    );
  const due =
    front.due === undefined
      ? null
      : typeof front.due === "string"
        ? { at: front.due, show: "field" as const }
        : { at: front.due.at, show: front.due.show ?? "field" };
  const opens = anchorAt(parsing, ["opens"], front.opens);
  const dueAt =
    due === null ? null : anchorAt(parsing, typeof front.due === "string" ? ["due"] : ["due", "at"], due.at);
  const closes =
    front.closes === undefined || front.closes === "next"
      ? (front.closes ?? null)
      : anchorAt(parsing, ["closes"], front.closes);
  const repeat = front.repeat === undefined ? null : repeatAt(parsing, front.repeat);
  if (closes === "next" && front.repeat === undefined)
    reportKey(
      parsing,
      ["closes"],
      "closes-next-once",
      "closes: next needs a repeat",
      "Say when it closes with an anchor, such as start + 6w",
    );
  if (opens === undefined || dueAt === undefined || closes === undefined || repeat === undefined) return null;
  return {
    name: parsing.name,
    per: front.per,
    repeat,
    title: front.title,
    body,
    bodyLine,
    titlePosition: positionOf(parsing, ["title"]),
    owner: front.owner,
    mention: front.mention ?? [],
    opens,
    due: due === null || dueAt === null ? null : { at: dueAt, show: due.show },
    closes,
    lane: front.lane,
    late: front.late ?? (repeat === null ? "open" : "skip"),
    finished: front.finished ?? "tasks",
    gate: front.gate ?? null,
    minutes: Object.fromEntries(Object.entries(front.minutes ?? {}).filter(([, minutes]) => minutes !== undefined)),
    needs: front.needs ?? [],
    only: front.only ?? {},
    enabled: true,
    file: parsing.source.file,
  };
}

function anchorAt(parsing: Parsing, path: readonly string[], text: string): Anchor | undefined {
  const parsed = parseAnchor(text);
  if ("anchor" in parsed) return parsed.anchor;
  reportKey(parsing, path, "bad-anchor", parsed.error.message, parsed.error.remedy, parsed.error.column - 1);
  return undefined;
}

function repeatAt(parsing: Parsing, value: NonNullable<FrontMatter["repeat"]>): Repeat | undefined {
  const parsed = parseRepeat(value);
  if ("repeat" in parsed) return parsed.repeat;
  for (const error of parsed.errors)
    reportKey(parsing, ["repeat", error.key], "bad-repeat", error.message, error.remedy, error.column - 1);
  return undefined;
}

function reportIssue(parsing: Parsing, issue: z.core.$ZodIssue): void {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    const known =
      path.length === 0
        ? Object.keys(FrontMatter.shape)
        : path[0] === "repeat"
          ? ["every", "on", "from", "until"]
          : ["at", "show"];
    for (const key of issue.keys) {
      const near = suggest(key, known);
      reportKey(
        parsing,
        [...path, key],
        "unknown-key",
        `front matter has no ${[...path, key].join(".")}`,
        near === null ? `The keys are ${known.join(", ")}` : `Did you mean ${near}?`,
      );
    }
    return;
  }
  const said =
    issue.code === "invalid_type" && issue.input === undefined
      ? `${path.join(".")} is missing`
      : `${path.join(".") || "front matter"}: ${issue.message.replace(/^Invalid input: /, "")}`;
  const missing = !parsing.yaml.hasIn(path);
  reportKey(
    parsing,
    missing ? path.slice(0, -1) : path,
    "bad-front-matter",
    said,
    path.length > 0 ? `See docs/templates.md for ${path[0] ?? "it"}` : "See docs/templates.md",
  );
}

/** Reports at a key's value: in the cohort file by path where the key was overridden there, else in the template. */
function reportKey(
  parsing: Parsing,
  path: readonly string[],
  code: string,
  message: string,
  remedy: string,
  skip = 0,
): void {
  if (path[0] !== undefined && parsing.overridden.has(path[0])) {
    parsing.found.push({
      severity: "error",
      code,
      message,
      remedy,
      file: null,
      path: ["kinds", parsing.name, ...path].join("."),
      line: null,
      column: null,
      excerpt: null,
    });
    return;
  }
  const { line, column } = positionOf(parsing, path);
  report(parsing, line, column + skip, 1, code, message, remedy);
}

/** Where a value of the front matter starts, inside its quotes if it has some; 1-based in the file. */
function positionOf(parsing: Parsing, path: readonly string[]): { line: number; column: number } {
  const pair = path.length === 0 ? undefined : findPair(parsing.yaml, path);
  const node = pair ?? undefined;
  const range = isNode(node) ? node.range : undefined;
  const quoted = isScalar(node) && (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE") ? 1 : 0;
  return lineAndColumn(parsing, (range?.[0] ?? 0) + quoted);
}

/** A value's node; for a key nobody knows, the value too, which starts behind it. */
function findPair(yaml: Document, path: readonly string[]): unknown {
  return yaml.getIn(path, true);
}

function reportAt(
  parsing: Parsing,
  offset: number,
  length: number,
  code: string,
  message: string,
  remedy: string,
): void {
  const { line, column } = lineAndColumn(parsing, offset);
  report(parsing, line, column, length, code, message, remedy);
}

function lineAndColumn(parsing: Parsing, offset: number): { line: number; column: number } {
  const before = parsing.text.slice(0, parsing.charOffset + offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function report(
  parsing: Parsing,
  line: number,
  column: number,
  length: number,
  code: string,
  message: string,
  remedy: string,
): void {
  parsing.found.push({
    severity: "error",
    code,
    message,
    remedy,
    file: parsing.source.file,
    path: null,
    line,
    column,
    excerpt: renderExcerpt(parsing.text, line, column, length),
  });
}
