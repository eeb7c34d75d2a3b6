import { clipLine } from "../../core/text/sanitize.ts";
import { PLAIN } from "../../core/report/parts/paint.ts";
import { openRunLimits } from "../../forges/index.ts";
import { writeReport } from "../../program/files.ts";
import { choosePaint, lanesOfLog } from "./surroundings.ts";
import type { Context, Options } from "./types.ts";
import type { Io } from "./io.ts";

/** What a command works with, from what the command line says and where it runs. */
export function openContext(
  io: Io,
  options: Options,
  { secrets, forges, profiles }: Pick<Context, "secrets" | "forges" | "profiles">,
): Context {
  const { output } = options;
  const usual = lanesOfLog(io.env);
  const tell = (lines: readonly string[]) => void (lines.length > 0 && io.stderr.write(`${lines.join("\n")}\n`));
  return {
    io,
    options,
    secrets,
    forges,
    profiles,
    limits: openRunLimits(),
    paint: output === null ? choosePaint(io.stdout, io.env) : PLAIN,
    errorPaint: choosePaint(io.stderr, io.env),
    logLanes: output === null ? (options.lanes ?? usual) : usual,
    reportLanes: options.lanes ?? usual,
    tell,
    print: (lines) => void (lines.length > 0 && io.stdout.write(`${lines.join("\n")}\n`)),
    report: async (text) => {
      if (output === null) return void io.stdout.write(text);
      await writeReport(output, secrets.scrub(text), io.cwd);
      if (!options.quiet) tell([`The report is in ${clipLine(output)}.`]);
    },
    trace: options.verbose ? (line) => tell([clipLine(line)]) : () => undefined,
  };
}
