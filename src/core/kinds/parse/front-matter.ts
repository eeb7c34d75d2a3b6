import { z } from "zod";
import { PHASES, ROLES } from "../../model/cohort.ts";
import { KEY_PART } from "../../model/key.ts";
import { suggest } from "../../diagnostics/suggest.ts";

const Text = z.string().trim().min(1);
const RoleName = z.enum(ROLES);
const OneRole = RoleName.transform((role) => [role]);
const RoleList = z.union([OneRole, z.array(RoleName).min(1)]);
const WorkingDays = z
  .string()
  .regex(/^[1-9]\d?d$/)
  .transform((text) => Number(text.slice(0, -1)));
const DateName = z.string().regex(/^[a-z][a-z0-9_]*$/);

/** Front matter of a template: a closed list of keys. What needs more is a named fact computed in core. */
export const FrontMatter = z.strictObject({
  kind: z.string().regex(KEY_PART).describe("its name, the same as the file's"),
  per: z
    .enum(["cohort", "project", "intern", "helper"])
    .describe("what it is made once for: cohort, project, intern or helper"),
  repeat: z
    .strictObject({
      every: z.string(),
      on: z.string().optional(),
      from: z.string().optional(),
      until: z.string().optional(),
    })
    .optional()
    .describe("makes it again and again: { every: 1w, on: thursday, from: start, until: end }"),
  rounds: z
    .record(z.string().regex(KEY_PART), z.string())
    .optional()
    .describe("makes it once on each of the days named: { short: week 2, final: end - 1w }"),
  title: Text.describe("the issue's title, one line, with expressions"),
  owner: RoleList.describe("one role, or several in order of preference: the first that somebody holds acts"),
  mention: z
    .union([OneRole, z.array(RoleName)])
    .optional()
    .describe("one role or several whose holders are mentioned by account"),
  opens: z.string().describe("the day it is made, an anchor such as start - 2w"),
  due: z
    .union([z.string(), z.strictObject({ at: z.string(), show: z.enum(["field", "text"]).optional() })])
    .optional()
    .describe("the day it is due: an anchor, or { at: end, show: text } to say it in words only"),
  closes: z
    .string()
    .optional()
    .describe("the day a timer may close it, if it is finished or untouched: an anchor, or next"),
  lane: z.enum(["public", "team", "private"]).describe("where it may be seen: public, team or private"),
  late: z
    .enum(["skip", "open"])
    .optional()
    .describe("skip or open, for when its day was missed; repeats skip, everything else opens late"),
  finished: z
    .enum(["tasks", "answer"])
    .optional()
    .describe("tasks when every box must be ticked, answer when any answer will do"),
  review: RoleList.optional().describe("one role or several: any reply of who holds it is a review of the answer"),
  nudge: z
    .strictObject({ after: WorkingDays, step: WorkingDays.optional() })
    .optional()
    .describe("working days until the first word about what waits, and between steps: { after: 2d, step: 3d }"),
  blocks: z
    .enum(PHASES)
    .optional()
    .describe("the phase that waits until it is done: pre-start, boot, build, midpoint, landing or after"),
  gate: Text.optional().describe("the words that start the box which lets the rest of the cohort begin"),
  minutes: z
    .partialRecord(RoleName, z.int().min(0).max(2400))
    .optional()
    .describe("whole minutes it asks of each role: { intern: 10, mentor: 5 }"),
  dates: z
    .record(DateName, z.string())
    .optional()
    .describe("days that its text names, as dates.decision: { decision: 75% }"),
  attributes: z
    .record(DateName, z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/))
    .optional()
    .describe("choices of the kind itself that take in partials, as those of people do: { mode: virtual }"),
  needs: z
    .array(z.enum(["children", "gaps", "meetings", "overlap", "phase", "activity", "promises", "digest"]))
    .optional()
    .describe(
      "data gathered only when a kind asks: children, gaps, meetings, overlap, activity, promises, phase for a label, digest for the comment that tells what waits",
    ),
  only: z
    .record(z.string(), z.string())
    .optional()
    .describe("attribute values that a subject must have: { role: backend }"),
  enabled: z.boolean().optional().describe("true or false: made unless the cohort says otherwise"),
});
export type FrontMatter = z.infer<typeof FrontMatter>;

/** A fault of front matter in words: which key is wrong, and what belongs there. */
export interface FrontMatterFault {
  readonly code: string;
  /** To the key at fault; for a missing one, to where it belongs. */
  readonly path: readonly string[];
  readonly message: string;
  readonly remedy: string;
  /** Whether the key itself is at fault, and not its value. */
  readonly onKey: boolean;
}

/** What is wrong with front matter as read, in the order of the schema; empty when nothing is. */
export function listFaults(written: unknown, error: z.ZodError): readonly FrontMatterFault[] {
  return error.issues.flatMap((issue) => explain(written, issue, []));
}

function explain(written: unknown, issue: z.core.$ZodIssue, outer: readonly string[]): readonly FrontMatterFault[] {
  const path = [...outer, ...issue.path.map(String)];
  if (issue.code === "invalid_union") return pickBranch(issue.errors).flatMap((inner) => explain(written, inner, path));
  if (issue.code === "invalid_key") return [explainName(path)];
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => explainUnknown([...path, key]));
  const value = valueAt(written, path);
  const name = path.join(".");
  const meaning = describeKey(path[0] ?? "");
  if (value === undefined)
    return [
      { code: "missing-key", path, message: `${name} is missing`, remedy: `Add ${name}: ${meaning}`, onKey: false },
    ];
  const words = issue.code === "invalid_value" ? issue.values.map(String) : [];
  const near = typeof value === "string" && words.length > 0 ? suggest(value, words) : null;
  return [
    {
      code: "bad-value",
      path,
      message: `${showValue(value)} cannot be ${name}`,
      remedy: near === null ? `${name} is ${meaning}` : `Did you mean ${near}?`,
      onKey: false,
    },
  ];
}

/** Of the ways a value could have been written, the one it was meant as: whose shape fits, so that something inside is wrong. */
function pickBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const isMeant = (issues: readonly z.core.$ZodIssue[]) =>
    !issues.some((issue) => ["invalid_type", "invalid_value"].includes(issue.code) && issue.path.length === 0);
  return branches.find(isMeant) ?? branches[0] ?? [];
}

function explainName(path: readonly string[]): FrontMatterFault {
  const [outer = "", name = ""] = path;
  const signs = outer === "rounds" ? "-, _ or . between" : "_";
  return {
    code: "bad-value",
    path,
    message: `"${name}" cannot be a name in ${outer}`,
    remedy: `Names have lower case letters and digits, and ${signs}`,
    onKey: true,
  };
}

function explainUnknown(path: readonly string[]): FrontMatterFault {
  const known = knownKeys(path);
  const near = suggest(path.at(-1) ?? "", known);
  return {
    code: "unknown-key",
    path,
    message: `front matter has no ${path.join(".")}`,
    remedy: near === null ? `The keys are ${known.join(", ")}` : `Did you mean ${near}?`,
    onKey: true,
  };
}

function knownKeys(path: readonly string[]): readonly string[] {
  if (path.length === 1) return Object.keys(FrontMatter.shape);
  if (path[0] === "repeat") return ["every", "on", "from", "until"];
  if (path[0] === "nudge") return ["after", "step"];
  return path[0] === "due" ? ["at", "show"] : ROLES;
}

function describeKey(key: string): string {
  const shape: Readonly<Record<string, z.ZodType>> = FrontMatter.shape;
  return shape[key]?.description ?? "one of its keys";
}

function valueAt(written: unknown, path: readonly string[]): unknown {
  let value = written;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  return value;
}

function showValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object" && value !== null) return "a mapping";
  if (typeof value !== "string") return String(value);
  return value === "" ? "an empty text" : `"${value.length > 60 ? `${value.slice(0, 59)}…` : value}"`;
}
