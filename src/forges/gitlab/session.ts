import type { GitLabClient } from "./client.ts";
import type { Call } from "./failure.ts";
import type { Account, Issue } from "./schema.ts";

/** One project, the way to it, and what this run has learnt about it. */
export interface Session {
  readonly client: GitLabClient;
  /** Path or number. */
  readonly place: string;
  readonly hasToken: boolean;
  /** Issues as last read alone or answered to a write: writes name assignees as a whole set, by number. */
  readonly memory: Map<number, Issue>;
  /** By lower-case username. */
  readonly accounts: Map<string, Account>;
  readonly facts: {
    /** Only members may see issues; unknown until the place was observed. */
    membersOnly?: boolean;
    /** Lower-case usernames; null where the token may not read them. */
    members?: ReadonlySet<string> | null;
    /** An old server: it takes labels as a whole set and leaves changes out. */
    wholeLabelsOnly?: boolean;
  };
}

export function projectCall(session: Session, operation: string, texts?: readonly string[]): Call {
  return { operation, target: session.place, writes: texts !== undefined, texts: texts ?? [] };
}

export function issueCall(session: Session, number: number, operation: string, texts?: readonly string[]): Call {
  return { ...projectCall(session, operation, texts), target: `${session.place}#${number}` };
}
