import type { Right } from "../forge/forge-words.ts";
import type { Activity } from "./activity.ts";
import type { Lane } from "./cohort.ts";
import type { CivilDate } from "./date.ts";
import type { Key } from "./key.ts";

/** `blocked` is people's word and suspends derivation; the other three are derived from ticks. */
export type Progress = "todo" | "doing" | "done" | "blocked";

/** Where the review of an issue stands, and since when. `none`: nobody has answered it yet, so there is nothing to review. */
export interface Review {
  readonly state: "none" | "wanted" | "done";
  readonly since: CivilDate;
}

/** One application of a kind to a subject and a time: the calendar's answer, before anything is rendered. */
export interface Occurrence {
  readonly key: Key;
  readonly kind: string;
  readonly lane: Lane;
  /** Person id of who acts, or null when nobody holds any of the roles the kind lists. */
  readonly owner: string | null;
  /** Person ids the first text mentions by account, beside the owner. */
  readonly mention: readonly string[];
  /** Person id of the intern the issue is about; null for cohort and project issues. */
  readonly intern: string | null;
  /** Project id it belongs to; null for cohort issues. */
  readonly project: string | null;
  readonly opens: CivilDate;
  readonly due: CivilDate | null;
  /** The day a timer may close it, if it is finished or untouched; null for never. */
  readonly closes: CivilDate | null;
  /** Repeats: 1-based index and how many there are. Null for what happens once. */
  readonly week: { readonly number: number; readonly of: number } | null;
  /** Days its text names, by name. */
  readonly dates: Readonly<Record<string, CivilDate>>;
  /** A repeat past its due date is skipped and listed; anything else opens late. */
  readonly late: "skip" | "open";
}

/** An issue that should exist, rendered: what the plan compares with what the forge has. */
export interface DesiredIssue {
  readonly key: string;
  readonly occurrence: Occurrence;
  readonly lane: Lane;
  /** Forge project (`ForgeTarget.projects[lane]`). */
  readonly place: string;
  readonly title: string;
  /** Rendered Markdown, `\n` line ends, without marker and footer; may hold reference tokens (`core/text/reference.ts`). */
  readonly body: string;
  /** The body without what is told only once, when the issue is made, which a later run compares; null where that is all of it. */
  readonly base: string | null;
  /** Account name to assign, or null. */
  readonly assignee: string | null;
  /** The owner's account name whether or not it can be assigned here. */
  readonly wanted: string | null;
  /** Account names of people on it that the forge does not have: they are named without `@`. */
  readonly unreachable: readonly string[];
  /** The forge was asked in this run whether `wanted` can be assigned. */
  readonly checked: boolean;
  /** Set as a field only; null where the kind says its date in words or the forge has no such field. */
  readonly due: CivilDate | null;
  readonly milestone: string | null;
  readonly confidential: boolean;
  /** Full names of labels we define, without `status::…`, sorted. */
  readonly labels: readonly string[];
  /** `tasks`: done when every box is ticked. `answer`: done as soon as somebody wrote in or under it. */
  readonly finished: "tasks" | "answer";
  /** The language it is written in, which it keeps. */
  readonly language: string;
  /** Key of the issue or epic it stands under by the forge's own means; null for none. */
  readonly parent: string | null;
  /** Keys of the issues it remembers the numbers of, so that one that is deleted is missed and not made again. */
  readonly remembers: readonly string[];
  /** Null where its kind asks for none, and for what is still to be made. */
  readonly review: Review | null;
  /** Account names the creation notifies: the assignee and every mention. */
  readonly notifies: readonly string[];
}

/** An issue as the forge has it. Adapters fill in every field; they decide nothing. */
export interface ObservedIssue {
  readonly place: string;
  /** Number people see: iid on GitLab, number on GitHub and local. */
  readonly number: number;
  readonly url: string;
  readonly title: string;
  /** As stored, `""` for none. Line ends may be CRLF. */
  readonly body: string;
  readonly state: "open" | "closed";
  /** Sorted. */
  readonly labels: readonly string[];
  /** Account names, in the forge's order. */
  readonly assignees: readonly string[];
  readonly due: CivilDate | null;
  readonly milestone: string | null;
  readonly confidential: boolean;
  /** Account name. */
  readonly author: string;
  /** ISO instants as the forge gives them. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Comments by anyone, system notes not counted. */
  readonly comments: number;
  /** What it stands under by the forge's own means; null for nothing, absent where the forge has no such thing or does not say. */
  readonly parent?: IssueAddress | null;
}

/** A comment on an issue, by anyone; system notes are none. */
export interface ObservedComment extends IssueAddress {
  /** Higher for later ones. */
  readonly id: number;
  /** Account name. */
  readonly author: string;
  readonly text: string;
  /** ISO instant; absent where nothing tells, as in a file that somebody typed into. */
  readonly at?: string;
}

/** An issue or epic by where it is. */
export interface IssueAddress {
  /** `acme/internships`; `groups/acme` for a group that holds epics. */
  readonly place: string;
  readonly number: number;
}

export interface ObservedMilestone {
  readonly title: string;
  /** What the API wants in a write: id on GitLab, number on GitHub. */
  readonly id: number;
}

/** What this forge, project and tier can hold; planning decides from it, adapters never do. */
export interface Capabilities {
  readonly dueDate: boolean;
  readonly confidential: boolean;
  /** The server keeps `status::` exclusive by itself. */
  readonly scopedLabels: boolean;
  /** How a body names another issue of the same place: `#12`, `#12+` (GitLab expands the title), or a file link. */
  readonly reference: "number" | "number-plus" | "file";
  /**
   * Issues here can stand under an epic or another issue, `limit` of them at most. `atCreate`: the create request can
   * say so; otherwise it takes a write of its own. Null where the forge or the tier has no such thing.
   */
  readonly children: { readonly limit: number; readonly atCreate: boolean } | null;
  /** This place is a group whose entries are epics. */
  readonly epics: boolean;
  /** Issues, comments and links one may make in an hour; null where nothing says so. */
  readonly creationsPerHour: number | null;
  readonly titleLimit: number;
  readonly bodyLimit: number;
}

/** One forge project as found. */
export interface ObservedPlace {
  readonly place: string;
  readonly visibility: "public" | "internal" | "private";
  /** The token's own account, or null when the forge will not say (GitHub's installation tokens). */
  readonly account: string | null;
  /** False when the token is known to lack the right to write issues; null when only trying will tell. */
  readonly canWrite: boolean | null;
  readonly capabilities: Capabilities;
  readonly access: PlaceAccess;
}

/** What the forge says about itself and about what the token may do here; null where it does not say. */
export interface PlaceAccess {
  /** As the forge calls it: `free`, `premium`. */
  readonly tier: string | null;
  /** Version of a server of one's own, such as `18.5.1`; null for a hosted forge too. */
  readonly version: string | null;
  /** Who holds the project. */
  readonly owner: "organization" | "user" | "group" | null;
  readonly token: {
    /** In words: `project access token`, `classic token`, `App`. */
    readonly kind: string;
    readonly scopes: readonly string[] | null;
    /** Its last day. */
    readonly expires: CivilDate | null;
  } | null;
  /** The account's role in words, such as `Planner` or `write`. */
  readonly role: string | null;
  /** What the account is known to lack of what Fledgling does; empty where nothing is known to be missing. */
  readonly lacks: readonly Right[];
}

/** Of a forge that says nothing about itself. */
export const NO_ACCESS: PlaceAccess = { tier: null, version: null, owner: null, token: null, role: null, lacks: [] };

/** Read only when something will be written. */
export interface ObservedDetails {
  readonly place: string;
  readonly labels: readonly string[];
  readonly milestones: readonly ObservedMilestone[];
  /** For every account name asked about: whether it can be assigned here. `unknown` where only trying will tell. */
  readonly accounts: Readonly<Record<string, "eligible" | "ineligible" | "missing" | "unknown">>;
  /** Issues of trusted accounts found without the cohort's label. */
  readonly unlabelled: readonly ObservedIssue[];
}

/** Everything seen on the forge for one cohort. Complete or not made at all: a failed page throws. */
export interface Observation {
  readonly places: readonly ObservedPlace[];
  readonly issues: readonly ObservedIssue[];
  /** Of the last days, in which a command may stand. */
  readonly comments: readonly ObservedComment[];
  /** The comments of the one issue that tells what waits; absent where there is none, or in a look-ahead. */
  readonly digest?: IssueAddress & { readonly comments: readonly ObservedComment[] };
  /** What happened where the work is done; null where nobody asked. */
  readonly activity: Activity | null;
  /** Null until the first pass shows that something will be written. */
  readonly details: readonly ObservedDetails[] | null;
}
