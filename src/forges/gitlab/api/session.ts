import type { PlaceAccess } from "../../../core/model/issue.ts";
import type { GitLabClient } from "./client.ts";
import type { Call } from "./failure.ts";
import type { Account, Issue } from "./schema.ts";

/** One project, or the group that holds epics; the way to it, and what this run has learnt about it. */
export interface Session {
  readonly client: GitLabClient;
  /** Path or number of a project; `groups/acme` for a group. */
  readonly place: string;
  /** The group that this place is; null for a project. */
  readonly home: string | null;
  /** The group that holds the cohort's epics; null where none is named. */
  readonly group: string | null;
  /** Questions that all places of a cohort ask once. */
  readonly shared: Map<string, Promise<unknown>>;
  /** The API is not gitlab.com's. */
  readonly ownServer: boolean;
  readonly hasToken: boolean;
  /** Issues as last read alone or answered to a write: writes name assignees as a whole set, by number. */
  readonly memory: Map<number, Issue>;
  /** By lower-case username. */
  readonly accounts: Map<string, Account>;
  /** What REST calls epics by, by their address here: another number than the one that people see. */
  readonly epicIds: Map<string, number>;
  readonly facts: {
    /** As the project told it. */
    access?: PlaceAccess;
    /** Where the project is: `acme` for `acme/internships`. */
    namespace?: string;
    account?: string | null;
    /** The server keeps one label of a scope by itself. */
    scopedLabels?: boolean;
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
