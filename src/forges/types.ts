import type { Activity, ActivityQuery } from "../core/model/activity.ts";
import type { ForgeProfile } from "../core/forge/forge-profile.ts";
import type { CivilDate } from "../core/model/date.ts";
import type {
  IssueAddress,
  ObservedComment,
  ObservedIssue,
  ObservedMilestone,
  ObservedPlace,
  PlaceAccess,
} from "../core/model/issue.ts";
import type { ObservedSchedule, ObservedSeats } from "../core/model/health.ts";
import type { RequestCounts } from "../core/model/outcome.ts";
import type { HttpConnection } from "./http/connection.ts";

export type { RunLimits } from "./http/limits.ts";

/** A forge that Fledgling knows: what it is, and how its projects are opened. */
export interface Forge {
  readonly profile: ForgeProfile;
  /** Loads what opens its projects, its SDK included: only once a project is to be opened. */
  readonly load: () => Promise<ForgeAccess>;
}

/** How the projects of one forge are opened. Both throw `UsageError` for a connection that makes no sense there. */
export interface ForgeAccess {
  /** A way that can only read. */
  readonly openReader: (connection: ForgeConnection) => ForgeReader;
  readonly openWriter: (connection: ForgeConnection) => ForgeWriter;
}

/** How to reach one forge project. Built by `cli.ts` from the cohort, the environment and the options. What is HTTP's, `local` leaves unused. */
export interface ForgeConnection extends HttpConnection {
  /** `ForgeProfile.kind`. */
  readonly kind: string;
  /** `acme/internships`; a lane's name for `local`. */
  readonly place: string;
  /** Folder that holds `<lane>/<number>-<slug>.md`. Used by `local` only. */
  readonly directory: string;
  /** ISO instant that `local` writes as its own clock; the real one when absent. */
  readonly now?: string;
  /** GitLab alone: the group that holds the cohort's epics, and what its places learn once for all of them in a run. */
  readonly epics?: { readonly group: string; readonly memory: Map<string, Promise<unknown>> };
}

/**
 * What planning may use: it cannot write. Every method rejects with `ForgeError` alone, and a listing
 * is whole or rejected: half of one would lead to twins.
 */
export interface ForgeReader {
  /** `ForgeProfile.kind`. */
  readonly kind: string;
  readonly place: string;
  /** Requests sent so far. */
  requests(): RequestCounts;
  /** The project, the token's account, and what both can do. At most two requests on a hosted forge, three on a server of one's own and where GitLab has a group to ask for. */
  observePlace(): Promise<ObservedPlace>;
  /**
   * `access` of `observePlace`, and beside it what costs requests of its own: for `doctor`, and before a run's first
   * write; an idle run never asks. A writer may send a write that the forge has to refuse to whoever has the right.
   */
  describeAccess(): Promise<PlaceAccess>;
  /** What runs by the clock in `repository`, a place of this forge; null where the token may not ask. For `doctor` alone. */
  readSchedules(repository: string): Promise<readonly ObservedSchedule[] | null>;
  /** Seats taken in the top-level group; null where the forge has no such limit, or the token may not ask. For `doctor` alone. */
  readSeats(): Promise<ObservedSeats | null>;
  /** Every issue that has `label`, open and closed, all pages of 100. Pull requests are left out. */
  listIssues(label: string): Promise<readonly ObservedIssue[]>;
  /** Every issue `account` opened, open and closed, whatever its labels. */
  listIssuesBy(account: string): Promise<readonly ObservedIssue[]>;
  /** Names of all labels usable here, those of parent groups included. */
  listLabels(): Promise<readonly string[]>;
  /** Open and closed ones, those of parent groups included. */
  listMilestones(): Promise<readonly ObservedMilestone[]>;
  /** Whether each account name can be assigned here. */
  findAccounts(
    names: readonly string[],
  ): Promise<Readonly<Record<string, "eligible" | "ineligible" | "missing" | "unknown">>>;
  /** Comments on issues since an ISO instant, in any order: one request for each hundred, and one at least. */
  listComments(since: string): Promise<readonly ObservedComment[]>;
  /** Everything said on one issue, ours and what is hidden in it too, oldest first. */
  listCommentsOf(number: number): Promise<readonly ObservedComment[]>;
  /**
   * What happened in repositories of this forge, this one or others, between two instants: few requests for all of them
   * at once. A repository that the token cannot see, or what the forge does not tell, is a gap and no rejection. Null
   * where nobody records it, as in a folder without a file of it.
   */
  readActivity(query: ActivityQuery): Promise<Activity | null>;
  /** One issue, fresh; null when it is gone or moved away. */
  readIssue(number: number): Promise<ObservedIssue | null>;
}

export interface IssueDraft {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignee: string | null;
  readonly due: CivilDate | null;
  readonly milestone: ObservedMilestone | null;
  readonly confidential: boolean;
  /** Given only where `capabilities.children.atCreate`. */
  readonly parent?: IssueAddress | null;
}

/** Only what is present is sent; `null` clears. Labels are deltas: what is not named stays. */
export interface IssuePatch {
  readonly title?: string;
  readonly body?: string;
  readonly addLabels?: readonly string[];
  readonly removeLabels?: readonly string[];
  /** Takes `from` off and puts `to` on, and leaves everybody else. */
  readonly assignee?: { readonly from: string | null; readonly to: string | null };
  readonly due?: CivilDate | null;
  readonly milestone?: ObservedMilestone | null;
  readonly confidential?: boolean;
  readonly state?: "open" | "closed";
  /** Where it shall stand; `from` is where it stands now. */
  readonly parent?: { readonly from: IssueAddress | null; readonly to: IssueAddress | null };
}

/** What `apply` uses. A create is sent once: never replayed by a transport, whatever came back. */
export interface ForgeWriter extends ForgeReader {
  createIssue(draft: IssueDraft): Promise<ObservedIssue>;
  updateIssue(number: number, patch: IssuePatch): Promise<ObservedIssue>;
  createComment(number: number, text: string): Promise<void>;
  /** Puts another text into a comment of ours, which tells nobody by mail. */
  updateComment(comment: Pick<ObservedComment, "number" | "id">, text: string): Promise<void>;
  /** Answers a comment with a sign, which tells nobody by mail. One that is there already is success. */
  react(comment: ObservedComment, sign: "understood" | "confused"): Promise<void>;
  /** A label of that name that exists already is success: it keeps its colour and text. */
  createLabel(label: { readonly name: string; readonly color: string; readonly description: string }): Promise<void>;
  /** A milestone of that title that exists already is adopted. */
  createMilestone(milestone: {
    readonly title: string;
    readonly description: string;
    readonly due: CivilDate | null;
  }): Promise<ObservedMilestone>;
}
