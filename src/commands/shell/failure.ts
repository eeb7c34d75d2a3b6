import { CommanderError } from "commander";
import { ForgeError, UsageError } from "../../core/diagnostics/errors.ts";
import { LANES } from "../../core/report/parts/shown-lanes.ts";
import { clipLine } from "../../core/text/sanitize.ts";
import { lanesOfLog } from "./surroundings.ts";
import type { Io } from "./io.ts";

const LONGEST = 2000;
const UNNAMED =
  "something failed that should not: this is a fault in Fledgling, please report it. What it is about may be private, so it is not shown in CI; the same command on your own machine shows it, and --verbose where it happened.";

/** Text of several lines that holds others' words, ready for a terminal. */
export function clipLines(text: string): string {
  return text
    .split("\n")
    .map((line) => clipLine(line, LONGEST))
    .join("\n");
}

/**
 * Ends a command line that could not be carried out: one sentence for people, and the same as JSON for programs that
 * asked for it. Resolves to the exit code.
 */
export function reportFailure(error: unknown, argv: readonly string[], io: Io): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const { message, code } = describeFailure(error, io);
  // Commander has said its own already.
  if (!(error instanceof CommanderError)) io.stderr.write(`${clipLines(message.replace(/^/gm, "fledgling: "))}\n`);
  if (code === 1 && isVerbose(argv) && error instanceof Error) io.stderr.write(`${clipLines(whereOf(error, io))}\n`);
  if (asksForJson(argv)) {
    const report = { version: 1, cohorts: [], error: { message: clipLine(message, LONGEST) } };
    io.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  }
  return code;
}

/** Where a fault happened; in CI without its words, which may name an issue. */
function whereOf({ name, message, stack = "" }: Error, io: Io): string {
  return mayNameAll(io) ? stack : stack.replace(message, "").replace(/^[^\n]*/, name);
}

function mayNameAll({ env }: Io): boolean {
  return LANES.every((lane) => lanesOfLog(env).has(lane));
}

function describeFailure(error: unknown, io: Io): { readonly message: string; readonly code: 1 | 2 } {
  if (error instanceof CommanderError) return { message: hideValues(error.message), code: 2 };
  if (error instanceof UsageError) return { message: error.message, code: 2 };
  if (error instanceof ForgeError) return { message: `${error.message} ${error.remedy}`, code: 1 };
  if (!mayNameAll(io)) return { message: UNNAMED, code: 1 };
  const first = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "something that is no error was thrown";
  const asks = first.includes("please report it") ? "" : " This is a fault in Fledgling: please report it.";
  return { message: `${first.replace(/\.?$/, ".")}${asks} --verbose shows where it happened.`, code: 1 };
}

/** Whoever tries `--token=…` should not find it in a log. */
export function hideValues(message: string): string {
  const hidden = message.replace(/(unknown option '--?[^'=\s]+)=[^\n]*'/, "$1'");
  const hint = "\nTokens come from the environment or from --token-file: everybody on a machine can read arguments.";
  return /unknown option '--?[\w-]*token/i.test(hidden) ? `${hidden.trimEnd()}${hint}\n` : hidden;
}

function isVerbose(argv: readonly string[]): boolean {
  return argv.includes("--verbose") || argv.includes("-v");
}

function asksForJson(argv: readonly string[]): boolean {
  const at = argv.indexOf("--format");
  return argv.includes("--json") || argv.includes("--format=json") || (at >= 0 && argv[at + 1] === "json");
}
