/** A problem in what somebody wrote, as a value: all of them are shown at once, each where it is and with what to do. */
export interface Diagnostic {
  readonly severity: "error" | "warning" | "hint";
  /** Stable, kebab-case: `unknown-key`, `unknown-person`. Documented in docs/diagnostics.md. */
  readonly code: string;
  readonly message: string;
  /** What to do about it, as one sentence. */
  readonly remedy: string | null;
  /** The file as the user named it, or null when no file is at fault. */
  readonly file: string | null;
  /** Path inside the file, such as `interns.ada.mentor`, or null. */
  readonly path: string | null;
  /** 1-based; null when unknown. Columns count UTF-16 units. */
  readonly line: number | null;
  readonly column: number | null;
  /** The source line with a caret below the fault, ready to print; null when there is none. */
  readonly excerpt: string | null;
}
