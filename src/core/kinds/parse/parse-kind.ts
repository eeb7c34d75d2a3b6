import type { Anchor, Repeat } from "../../calendar/anchor.ts";
import { parseAnchor } from "../../calendar/parse-anchor.ts";
import { parseRepeat } from "../../calendar/parse-repeat.ts";
import type { Cohort } from "../../model/cohort.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { checkTogether } from "./check-together.ts";
import { FrontMatter, listFaults } from "./front-matter.ts";
import { readFrontMatter, type FrontMatterSource } from "./front-matter-source.ts";
import type { Kind } from "../model/kind.ts";
import type { TemplateSource } from "../model/template-source.ts";
import { mergeOverrides } from "./merge-overrides.ts";
import { locateProblem, type Problem, type Spot } from "../model/problem.ts";
import { unixLines } from "../../text/lines.ts";

interface Parsing {
  readonly source: TemplateSource;
  readonly text: string;
  readonly name: string;
  readonly front: FrontMatterSource;
  /** Keys that the cohort file gives instead. */
  readonly overridden: ReadonlySet<string>;
  readonly found: Diagnostic[];
}

/** Line ends and a byte order mark as editors leave them do not matter. */
export function plainLines(text: string): string {
  return unixLines(text.replace(/^\uFEFF/, ""));
}

/** Reads one template file: front matter between `---` lines, then the body. Applies what the cohort says about this kind. */
export function parseKind(
  source: TemplateSource,
  settings: Cohort["kinds"],
): { readonly kind: Kind | null; readonly diagnostics: readonly Diagnostic[] } {
  const name = source.path.replace(/\.md\.hbs$/, "");
  const text = plainLines(source.text);
  const front = readFrontMatter(text);
  if (front === null) return { kind: null, diagnostics: [reportNoFrontMatter(source, text)] };
  const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
  const overrides = setting?.overrides ?? {};
  const parsing: Parsing = { source, text, name, front, overridden: new Set(Object.keys(overrides)), found: [] };
  const written = readWritten(parsing);
  if (written === null) return { kind: null, diagnostics: parsing.found };
  const merged = mergeOverrides(written, overrides);
  const checked = FrontMatter.safeParse(merged);
  if (!checked.success) {
    for (const { path, onKey, ...problem } of listFaults(merged, checked.error)) report(parsing, path, problem, onKey);
    return { kind: null, diagnostics: parsing.found };
  }
  const kind = buildKind(parsing, checked.data);
  if (kind === null || parsing.found.length > 0) return { kind: null, diagnostics: parsing.found };
  return { kind: { ...kind, enabled: setting?.enabled ?? kind.enabled }, diagnostics: [] };
}

function readWritten(parsing: Parsing): Readonly<Record<string, unknown>> | null {
  const { data, faults } = parsing.front;
  for (const { spot, message } of faults)
    reportSpot(parsing, spot, { code: "broken-front-matter", message, remedy: "Correct the YAML here" });
  if (faults.length > 0) return null;
  if (typeof data === "object" && data !== null && !Array.isArray(data)) return data as Record<string, unknown>;
  const message = data === null ? "front matter is empty" : "front matter is not a list of keys and values";
  const remedy = "Write keys such as kind:, per:, title:, owner:, opens: and lane:";
  reportSpot(parsing, { line: 2, column: 1, length: 1 }, { code: "broken-front-matter", message, remedy });
  return null;
}

function buildKind(parsing: Parsing, front: FrontMatter): Kind | null {
  for (const { path, problem } of checkTogether(parsing.name, front)) report(parsing, path, problem);
  const opens = anchorAt(parsing, ["opens"], front.opens);
  const due = dueAt(parsing, front.due);
  const closes = closesAt(parsing, front.closes);
  const repeat = front.repeat === undefined ? null : repeatAt(parsing, front.repeat);
  const rounds = front.rounds === undefined ? null : anchorsAt(parsing, "rounds", front.rounds);
  const dates = anchorsAt(parsing, "dates", front.dates ?? {});
  if (opens === undefined || due === undefined || closes === undefined || repeat === undefined) return null;
  return {
    name: parsing.name,
    per: front.per,
    repeat,
    title: front.title,
    body: parsing.front.body,
    bodyLine: parsing.front.bodyLine,
    titlePosition: parsing.front.locate(["title"], false),
    owner: front.owner,
    mention: front.mention ?? [],
    opens,
    due,
    closes,
    lane: front.lane,
    late: front.late ?? (repeat === null ? "open" : "skip"),
    finished: front.finished ?? "tasks",
    review: front.review ?? [],
    nudge: front.nudge === undefined ? null : { after: front.nudge.after, step: front.nudge.step ?? front.nudge.after },
    blocks: front.blocks ?? null,
    gate: front.gate ?? null,
    gates: front.gate === undefined ? [] : [front.gate],
    minutes: Object.fromEntries(Object.entries(front.minutes ?? {}).filter(([, minutes]) => minutes !== undefined)),
    rounds,
    dates,
    attributes: front.attributes ?? {},
    needs: front.needs ?? [],
    only: front.only ?? {},
    enabled: front.enabled ?? true,
    file: parsing.source.file,
  };
}

function dueAt(parsing: Parsing, due: FrontMatter["due"]): Kind["due"] | undefined {
  if (due === undefined) return null;
  const { at, show = "field" } = typeof due === "string" ? { at: due } : due;
  const anchor = anchorAt(parsing, typeof due === "string" ? ["due"] : ["due", "at"], at);
  return anchor === undefined ? undefined : { at: anchor, show };
}

function closesAt(parsing: Parsing, closes: string | undefined): Kind["closes"] | undefined {
  if (closes === undefined || closes === "next") return closes ?? null;
  return anchorAt(parsing, ["closes"], closes);
}

const ROUND_OF_ITSELF: Problem = {
  code: "bad-anchor",
  message: "A round cannot be counted from its own day",
  remedy: "Write start, end or another fixed place.",
};

/** Those that can be read; the others are reported. */
function anchorsAt(
  parsing: Parsing,
  key: "rounds" | "dates",
  written: Readonly<Record<string, string>>,
): Readonly<Record<string, Anchor>> {
  const entries = Object.entries(written).flatMap(([name, text]) => {
    const anchor = anchorAt(parsing, [key, name], text);
    if (key === "rounds" && anchor?.base.at === "occurrence") report(parsing, [key, name], ROUND_OF_ITSELF);
    return anchor === undefined ? [] : [[name, anchor] as const];
  });
  return Object.fromEntries(entries);
}

function anchorAt(parsing: Parsing, path: readonly string[], text: string): Anchor | undefined {
  const parsed = parseAnchor(text);
  if ("anchor" in parsed) return parsed.anchor;
  const { message, remedy, column } = parsed.error;
  report(parsing, path, { code: "bad-anchor", message, remedy }, false, column - 1);
  return undefined;
}

function repeatAt(parsing: Parsing, value: NonNullable<FrontMatter["repeat"]>): Repeat | undefined {
  const parsed = parseRepeat(value);
  if ("repeat" in parsed) return parsed.repeat;
  for (const { key, message, remedy, column } of parsed.errors)
    report(parsing, ["repeat", key], { code: "bad-repeat", message, remedy }, false, column - 1);
  return undefined;
}

/** Reports at a key or its value: by path where the cohort file gives the key, else in the template. */
function report(parsing: Parsing, path: readonly string[], problem: Problem, onKey = false, skip = 0): void {
  const isOverridden = path[0] !== undefined && parsing.overridden.has(path[0]);
  const spot = parsing.front.locate(path, onKey);
  const override = isOverridden ? ["kinds", parsing.name, ...path].join(".") : null;
  reportSpot(parsing, { ...spot, column: spot.column + skip }, problem, override);
}

function reportSpot(parsing: Parsing, spot: Spot, problem: Problem, override: string | null = null): void {
  const { source, text } = parsing;
  const place = { file: source.file, whole: text, lineOffset: 0, columnOffset: 0, override };
  parsing.found.push(locateProblem(place, spot, problem));
}

function reportNoFrontMatter(source: TemplateSource, text: string): Diagnostic {
  const place = { file: source.file, whole: text, lineOffset: 0, columnOffset: 0, override: null };
  return locateProblem(
    place,
    { line: 1, column: 1, length: 3 },
    {
      code: "no-front-matter",
      message: "a template starts with its front matter between two lines of ---",
      remedy: "Begin the file with ---, then kind:, per:, title:, owner:, opens: and lane:, then --- again",
    },
  );
}
