import type { Code } from "./codes.ts";

export type Path = readonly (string | number)[];

/** What is wrong with one value, wherever it stands. */
export interface Fault {
  readonly code: Code;
  /** Without a full stop. */
  readonly message: string;
  /** One sentence. */
  readonly remedy: string;
}

/** A fault at a place of the file. Severity follows from the code, line and column from the path. */
export interface Finding extends Fault {
  /** Points at the first of these that the file has, else at what would hold it. */
  readonly at: readonly Path[];
  /** Point at the key, not at its value. */
  readonly onKey?: boolean;
}
