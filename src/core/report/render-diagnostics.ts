import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { fence } from "./parts/fence.ts";
import type { Paint } from "./parts/paint.ts";
import { clipLine, codeSpan, escapeMarkdown, showLines } from "../text/sanitize.ts";
import { countOf } from "./parts/wording.ts";
import { compareText } from "../text/compare-text.ts";

const ORDER = { error: 0, warning: 1, hint: 2 } as const;

/** By file, then by line, then by weight; each once, however many cohorts share it. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const unique = new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]));
  return [...unique.values()].sort(
    (a, b) =>
      compareText(a.file ?? "", b.file ?? "") ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      ORDER[a.severity] - ORDER[b.severity] ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}

/** `config/a.yaml:3:5 error unknown-key: …`, the line with its caret, and what to do. */
export function renderDiagnostic(diagnostic: Diagnostic, paint: Paint): readonly string[] {
  const where = whereOf(diagnostic);
  const tones = { error: paint.remove, warning: paint.warn, hint: paint.faint } as const;
  const path = diagnostic.path === null || diagnostic.path === "" ? "" : ` (${clipLine(diagnostic.path, 80)})`;
  return [
    `${where === "" ? "" : `${paint.strong(where)} `}${tones[diagnostic.severity](diagnostic.severity)} ${clipLine(diagnostic.code)}: ${clipLine(diagnostic.message)}${path}`,
    ...(diagnostic.excerpt === null ? [] : showLines(diagnostic.excerpt).map((line) => `  ${line}`)),
    ...(diagnostic.remedy === null ? [] : [`  ${endSentence(clipLine(diagnostic.remedy))}`]),
  ];
}

export function renderDiagnosticsMarkdown(diagnostics: readonly Diagnostic[]): readonly string[] {
  return sortDiagnostics(diagnostics).flatMap((diagnostic) => {
    const where = whereOf(diagnostic);
    const remedy = diagnostic.remedy === null ? "" : ` ${escapeMarkdown(endSentence(clipLine(diagnostic.remedy)))}`;
    const said = escapeMarkdown(endSentence(clipLine(diagnostic.message)));
    return [
      `- **${diagnostic.severity}** ${codeSpan(diagnostic.code)}${where === "" ? "" : ` in ${codeSpan(where)}`}: ${said}${remedy}`,
      ...(diagnostic.excerpt === null ? [] : fence(showLines(diagnostic.excerpt), "text").map((line) => `  ${line}`)),
    ];
  });
}

/** `2 errors, 1 warning`; empty when there is nothing but hints. */
export function countProblems(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic["severity"]) =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  return (["error", "warning"] as const)
    .filter((severity) => count(severity) > 0)
    .map((severity) => countOf(count(severity), severity))
    .join(", ");
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

function whereOf({ file, line, column }: Diagnostic): string {
  if (file === null) return "";
  return clipLine([file, line, line === null ? null : column].filter((part) => part !== null).join(":"), 200);
}

function endSentence(text: string): string {
  return /[.!?…)]$/.test(text) ? text : `${text}.`;
}
