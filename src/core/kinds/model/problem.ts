import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { renderExcerpt } from "../../diagnostics/excerpt.ts";

/** A piece of template under check, and where it stands in what a person wrote. */
export interface TemplateText {
  readonly file: string;
  /** The whole file, for excerpts. */
  readonly whole: string;
  /** Lines before its first one, and columns before its first character. */
  readonly lineOffset: number;
  readonly columnOffset: number;
  /** Where the cohort file says it instead, such as `kinds.retro.title`; whoever has that file knows the line. */
  readonly override: string | null;
}

export interface Problem {
  readonly severity?: Diagnostic["severity"];
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** A place in a piece of template: 1-based, counted from its own beginning. */
export interface Spot {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** A problem in a piece of template, shown where it is in the file. */
export function locateProblem(text: TemplateText, spot: Spot, problem: Problem): Diagnostic {
  const { severity = "error", code, message, remedy } = problem;
  if (text.override !== null)
    return {
      severity,
      code,
      message,
      remedy,
      file: null,
      path: text.override,
      line: null,
      column: null,
      excerpt: null,
    };
  const line = spot.line + text.lineOffset;
  const column = spot.column + (spot.line === 1 ? text.columnOffset : 0);
  const excerpt = renderExcerpt(text.whole, line, column, spot.length);
  return { severity, code, message, remedy, file: text.file, path: null, line, column, excerpt };
}
