/** What one check came to. `unknown`: neither good nor bad, because nobody could be asked. */
export type State = "ok" | "unknown" | "warning" | "fault";

/** What a line is about, in the order they are shown. */
export const SUBJECTS = [
  "config",
  "templates",
  "token",
  "rights",
  "tier",
  "lane",
  "work",
  "members",
  "labels",
  "schedule",
  "runs",
  "live",
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** One line of `doctor`. */
export interface Finding {
  readonly subject: Subject;
  readonly state: State;
  /** A sentence without a full stop. */
  readonly text: string;
  /** What to do, as a sentence without a full stop; null where nothing is to be done. */
  readonly remedy: string | null;
}

export function ok(subject: Subject, text: string): Finding {
  return { subject, state: "ok", text, remedy: null };
}

export function bad(state: Exclude<State, "ok">, subject: Subject, text: string, remedy: string): Finding {
  return { subject, state, text, remedy };
}
