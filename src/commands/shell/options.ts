import { isHosted, type KnownForges } from "../../core/forge/known-forges.ts";
import type { FieldName } from "../../core/model/action.ts";
import type { Lane } from "../../core/model/cohort.ts";
import { dateInZone } from "../../core/calendar/instant.ts";
import { UsageError } from "../../core/diagnostics/errors.ts";
import { parseKey } from "../../core/model/key.ts";
import { parseLookahead } from "../../core/calendar/lookahead.ts";
import type { Lanes } from "../../core/report/parts/shown-lanes.ts";
import { ALL_LANES, LANES } from "../../core/report/parts/shown-lanes.ts";
import type { Format, OptionDefinition, Options } from "./types.ts";
import type { Io } from "./io.ts";

/** On every command. */
export function listCommonOptions(forges: KnownForges): readonly OptionDefinition[] {
  const kinds = forges.map(({ kind }) => kind);
  const folders = forges.filter((forge) => !isHosted(forge)).map(({ kind }) => kind);
  return [
    ...WHAT_TO_LOAD,
    { flags: "--forge <kind>", description: "overrides the files' forge", choices: kinds },
    ...folders.slice(0, 1).map((kind) => ({
      flags: "--dir <dir>",
      description: `where the ${kind} forge keeps its issues`,
      fallback: "fledgling-issues",
    })),
    ...HOW_TO_TELL,
  ];
}

const WHAT_TO_LOAD: readonly OptionDefinition[] = [
  { flags: "--config <files...>", description: "cohort files, for those who prefer an option to arguments" },
  { flags: "--templates <dir>", description: "your own templates: a file of the same name replaces a built-in one" },
];

const HOW_TO_TELL: readonly OptionDefinition[] = [
  { flags: "--now <instant>", description: "pretend it is then: 2026-06-12T09:00:00Z, or a day alone for 10:00 UTC" },
  {
    flags: "--format <format>",
    description: "of the report on stdout (default: text)",
    choices: ["text", "markdown", "json"],
  },
  { flags: "--json", description: "short for --format json" },
  { flags: "--lane <lanes>", description: "lanes whose issues are named, such as public,team, or all; see Privacy" },
  { flags: "--output <file>", description: "write the report into a file that only you can read, not to stdout" },
  { flags: "--token-file <file>", description: "a file that holds the forge's token, instead of the environment" },
  { flags: "-q, --quiet", description: "only the sums, and what went wrong" },
  { flags: "-v, --verbose", description: "everything, and each request on stderr" },
];

/** What commander hands over; each key is there only when it was given or has a default. */
export interface RawOptions {
  readonly config?: readonly string[];
  readonly templates?: string;
  readonly forge?: string;
  readonly dir?: string;
  readonly now?: string;
  readonly format?: Format;
  readonly json?: boolean;
  readonly lane?: string;
  readonly output?: string;
  readonly tokenFile?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly until?: string;
  readonly failOnChanges?: boolean;
  readonly live?: boolean;
  readonly project?: string;
  readonly confirm?: boolean;
  readonly reset?: readonly string[];
}

/** Checks what commander leaves open. Throws `UsageError`. */
export function parseOptions(files: readonly string[], raw: RawOptions, io: Io): Options {
  if (raw.json === true && raw.format !== undefined && raw.format !== "json")
    throw new UsageError(`--json and --format ${raw.format} contradict each other.`);
  if (raw.quiet === true && raw.verbose === true) throw new UsageError("--quiet and --verbose contradict each other.");
  const now = parseNow(raw.now, io.now);
  return {
    files: [...files, ...(raw.config ?? [])],
    templates: raw.templates ?? null,
    forge: raw.forge ?? null,
    dir: raw.dir ?? "fledgling-issues",
    now,
    format: raw.json === true ? "json" : (raw.format ?? "text"),
    quiet: raw.quiet ?? false,
    verbose: raw.verbose ?? false,
    tokenFile: raw.tokenFile ?? null,
    lanes: raw.lane === undefined ? null : parseLanes(raw.lane),
    output: raw.output ?? null,
    until: parseUntil(raw.until, now),
    failOnChanges: raw.failOnChanges ?? false,
    live: raw.live ?? false,
    project: raw.project ?? null,
    confirm: raw.confirm ?? false,
    reset: (raw.reset ?? []).map(parseReset),
  };
}

/** A day alone means 10:00 UTC: nearly everywhere on earth it is that day then. */
function parseNow(given: string | undefined, clock: string): string {
  if (given === undefined) return clock;
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(given) ? `${given}T10:00:00Z` : given;
  try {
    dateInZone(instant, "UTC");
    return instant;
  } catch {
    throw new UsageError(
      `--now takes an instant such as 2026-06-12T09:00:00Z or 2026-06-12T11:00+02:00, or a day such as 2026-06-12; it was given ${given}`,
    );
  }
}

function parseUntil(given: string | undefined, now: string): string | null {
  if (given === undefined) return null;
  if (parseLookahead(given, dateInZone(now, "UTC")) === null)
    throw new UsageError(
      `--until takes a number and d, w or m, at most half a year, such as 2w; it was given ${given}`,
    );
  return given;
}

function parseLanes(given: string): Lanes {
  const words = given.split(",").map((word) => word.trim());
  if (words.length === 1 && words[0] === "all") return ALL_LANES;
  const lanes = words.map((word): Lane => {
    const lane = LANES.find((candidate) => candidate === word);
    if (lane === undefined)
      throw new UsageError(`--lane takes public, team and private, with commas between, or all; it was given ${given}`);
    return lane;
  });
  return new Set(lanes);
}

const FIELDS = [
  "title",
  "body",
  "assignee",
  "due",
  "milestone",
  "confidential",
  "labels",
  "parent",
  "status",
  "state",
] as const satisfies readonly FieldName[];

function parseReset(given: string): Options["reset"][number] {
  const [key = "", name, ...rest] = given.split(":");
  if (parseKey(key) === null || rest.length > 0)
    throw new UsageError(
      `--reset takes a key, or a key and a field, such as summer/retro/ada/week-02:title; it was given ${given}`,
    );
  if (name === undefined) return { key, field: "all" };
  const field = FIELDS.find((candidate) => candidate === name);
  if (field === undefined) throw new UsageError(`--reset knows the fields ${FIELDS.join(", ")}; it was given ${name}`);
  return { key, field };
}
