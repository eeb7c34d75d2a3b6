/** What a forge is called by its people: roles, menus, and what is missing where. Half sentences have no full stop. */
export interface ForgeWords {
  /** The role that may do all that is needed, after "give the account": `the role Planner or higher`. */
  readonly role: string;
  /** How a private project is for coordinators alone, after its noun: `where only coordinators are more than guests`. */
  readonly apart: string;
  /** What gives an account a right that it lacks, as a sentence. */
  readonly grants: Readonly<Record<Right, string>>;
  /** Where people look after what runs by the clock; null where nothing can. */
  readonly schedules: ScheduleWords | null;
  /** What doctor says in place of looking at something that there is not, as a half sentence; absent where it looks. */
  readonly without: Readonly<Partial<Record<"schedule" | "token" | "tier" | "members" | "lane", string>>>;
  /** A limit to how many people can share a private group without paying; null where there is none. */
  readonly seats: SeatWords | null;
  /** The line that each issue starts with, by who can read it. */
  readonly readers: Readonly<Record<Readership, ReadersLine>>;
  /** What cannot be done with what was seen, and what would lift it; empty where nothing is missed. */
  readonly listGaps: (facts: GapFacts) => readonly Gap[];
}

/** What a token may do, of what Fledgling does. */
export type Right = "issues" | "comments" | "labels" | "assignees" | "milestones" | "confidential" | "epics";

export interface ScheduleWords {
  /** `Build > Pipeline schedules`. */
  readonly menu: string;
  /** What runs: `pipelines`. */
  readonly runs: string;
  /** When the forge switches a schedule off, after "it stops". */
  readonly stops: string;
}

export interface SeatWords {
  /** People that a private group of the public server may have. */
  readonly limit: number;
  /** The tier that has the limit, as it is observed. */
  readonly tier: string;
  /** `a private group on gitlab.com Free`. */
  readonly group: string;
  /** What becomes of a group above the limit: `read-only`. */
  readonly above: string;
  /** What to do where more are in it already, and where more are to come. */
  readonly remedy: { readonly over: string; readonly soon: string };
  /** What to do about members who can read everything in a private project. */
  readonly narrow: string;
}

/** Who can read an issue, from what was observed of its place. */
export type Readership =
  | "everyone"
  | "internal"
  | "private"
  | "project"
  | "group"
  | "confidential"
  | "confidential_group";

/** One of the phrases that translations say anew, or a sentence of the forge's own, by language, English at least. */
export type ReadersLine = ReadersPhrase | { readonly en: string; readonly [language: string]: string };

type ReadersPhrase = `readers_${Exclude<Readership, "internal"> | "folder" | "company" | "server"}`;

/** The phrases that fit most forges; who reads what is confidential is told in the words of each forge's roles. */
export const COMMON_READERS: Omit<ForgeWords["readers"], "confidential" | "confidential_group"> = {
  everyone: "readers_everyone",
  internal: "readers_server",
  private: "readers_private",
  project: "readers_project",
  group: "readers_group",
};

/** What was seen of the place that holds a team's issues, and of the group beside it. */
export interface GapFacts {
  /** Some kind lists issues below its own, and would rather have them stand there. */
  readonly listsIssues: boolean;
  /** What is done instead of that, as a half sentence. */
  readonly instead: string;
  readonly project: MeansSeen;
  /** The group that the file names; null where it names none. */
  readonly groupName: string | null;
  /** The group, where it was looked at. */
  readonly group: (MeansSeen & GroupSeen) | null;
}

export interface MeansSeen {
  readonly tier: string | null;
  /** Of a server of one's own. */
  readonly version: string | null;
  readonly lacks: readonly Right[];
  /** Issues here can stand under something. */
  readonly hasParents: boolean;
  readonly scopedLabels: boolean;
}

export interface GroupSeen {
  readonly visibility: string;
  readonly holdsEpics: boolean;
  /** An epic there would be confidential, where the project's issues are not: it takes in none of them. */
  readonly hidesMore: boolean;
}

export interface Gap {
  /** Part of a key: it stays the same. */
  readonly what: "epics" | "scoped-labels";
  readonly reason: string;
}
