export type BlockKind =
  | "heading"
  | "paragraph"
  | "item"
  | "code"
  | "html"
  | "quote"
  | "table"
  | "rule"
  /** Blank lines before the first block. */
  | "blank";

/** `~` is GitLab's "does not apply". */
export type TaskState = " " | "x" | "~";

export interface Task {
  readonly state: TaskState;
  /** Text after the box, one line. */
  readonly label: string;
}

/** The unit of merging: a heading, a paragraph, a list item's own text, a fence, a table. */
export interface Block {
  readonly kind: BlockKind;
  /** The exact text, the blank lines that follow included: all blocks together are the document. */
  readonly raw: string;
  /** How many list items it stands inside: 0 for a list's own items, 1 for what belongs to one of them. */
  readonly depth: number;
  readonly task: Task | null;
  /** What remains when ticks, bullets, escapes and blanks are ignored. */
  readonly normal: string;
  /** Of `normal`. */
  readonly hash: string;
}
