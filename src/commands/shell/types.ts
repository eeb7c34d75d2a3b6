import type { KnownForges } from "../../core/forge/known-forges.ts";
import type { FieldName } from "../../core/model/action.ts";
import type { Lanes } from "../../core/report/parts/shown-lanes.ts";
import type { Paint } from "../../core/report/parts/paint.ts";
import type { Forge, RunLimits } from "../../forges/types.ts";
import type { Secrets } from "./scrub.ts";
import type { Io } from "./io.ts";

export type Format = "text" | "markdown" | "json";

/** What the command line says, checked. */
export interface Options {
  readonly files: readonly string[];
  readonly templates: string | null;
  /** Overrides the files'. */
  readonly forge: string | null;
  readonly dir: string;
  /** ISO instant. */
  readonly now: string;
  readonly format: Format;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly tokenFile: string | null;
  /** Lanes asked for; null where the surroundings decide. */
  readonly lanes: Lanes | null;
  readonly output: string | null;
  readonly until: string | null;
  readonly failOnChanges: boolean;
  readonly live: boolean;
  /** A scratch project, for `--live`. */
  readonly project: string | null;
  readonly confirm: boolean;
  readonly reset: readonly { readonly key: string; readonly field: FieldName | "all" }[];
}

/** What a command works with. */
export interface Context {
  readonly io: Io;
  readonly options: Options;
  readonly secrets: Secrets;
  /** The forges that a cohort may live on. */
  readonly forges: readonly Forge[];
  /** What each of them is, in the same order. */
  readonly profiles: KnownForges;
  /** What the forges' servers ask of this run, and how long it has waited for them. */
  readonly limits: RunLimits;
  /** For the report. */
  readonly paint: Paint;
  /** For what goes to stderr. */
  readonly errorPaint: Paint;
  /** Lanes that the log and stdout may name. */
  readonly logLanes: Lanes;
  /** Lanes that the report may name: the same, or those asked for in a file of one's own. */
  readonly reportLanes: Lanes;
  /** Progress, diagnostics and notes, one line each. */
  readonly tell: (lines: readonly string[]) => void;
  /** Lines of a report that grows while the command works; to stdout at once. */
  readonly print: (lines: readonly string[]) => void;
  /** The report: to stdout, or into the file that was asked for. */
  readonly report: (text: string) => Promise<void>;
  /** Only with `--verbose`. */
  readonly trace: (line: string) => void;
}

/** One option as commander wants it. */
export interface OptionDefinition {
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  readonly fallback?: string;
}

/** One command: what `--help` says, and what it does. */
export interface CommandDefinition {
  readonly name: string;
  /** First paragraph of its help. */
  readonly description: string;
  /** Its own options beside the common ones. */
  readonly options: readonly OptionDefinition[];
  /** Examples, exit codes and environment, below the options. */
  readonly after: (forges: KnownForges) => string;
  /** Resolves with the exit code. */
  readonly run: (context: Context) => Promise<number>;
}
