import { renderDiagnosticsMarkdown } from "../core/report/diagnostics.ts";
import type { Entry } from "../core/report/entry.ts";
import { codeSpan, escapeMarkdown } from "../core/report/sanitize.ts";

/** A cohort that could not be looked at, in a Markdown report. */
export function renderBrokenMarkdown({ file, problem, diagnostics }: Entry): readonly string[] {
  const why =
    problem === null
      ? "Nothing was planned: the file or a template is wrong."
      : [problem.message, problem.remedy ?? ""].join(" ").trim();
  return [
    `## ${codeSpan(file)}`,
    "",
    `**${escapeMarkdown(why)}**`,
    "",
    ...(problem === null ? renderDiagnosticsMarkdown(diagnostics) : []),
  ];
}
