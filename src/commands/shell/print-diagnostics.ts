import type { Diagnostic } from "../../core/diagnostics/diagnostic.ts";
import { renderDiagnostic, sortDiagnostics } from "../../core/report/render-diagnostics.ts";
import type { Problem } from "../../core/report/parts/entry.ts";
import { clipLine } from "../../core/text/sanitize.ts";
import type { Context } from "./types.ts";

/** Diagnostics on stderr, whatever the report's format; hints only where somebody checks a file or wants everything. */
export function tellDiagnostics(
  { options, errorPaint, tell }: Context,
  diagnostics: readonly Diagnostic[],
  checking = false,
): void {
  const hints = options.verbose || (checking && !options.quiet);
  const told = sortDiagnostics(diagnostics).filter((diagnostic) => hints || diagnostic.severity !== "hint");
  for (const diagnostic of told) tell(renderDiagnostic(diagnostic, errorPaint));
}

/** Why one cohort could not be looked at or worked on. */
export function tellProblem(
  { errorPaint, tell }: Context,
  about: { readonly file: string; readonly id: string | null },
  problem: Problem,
): void {
  const who = about.id === null ? about.file : `${about.file} (${about.id})`;
  tell([
    `${errorPaint.strong(clipLine(who, 200))} ${errorPaint.remove("error")}: ${clipLine(problem.message, 800)}`,
    ...(problem.remedy === null ? [] : [`  ${clipLine(problem.remedy, 800)}`]),
  ]);
}
