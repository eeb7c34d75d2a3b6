import { renderDiagnosticsMarkdown } from "../core/report/render-diagnostics.ts";
import type { Entry } from "../core/report/parts/entry.ts";
import { codeSpan, escapeMarkdown } from "../core/text/sanitize.ts";

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
