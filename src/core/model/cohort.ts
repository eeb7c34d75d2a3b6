import type { ForgeProfile } from "../forge/forge-profile.ts";
import type { CivilDate, Weekday } from "./date.ts";

/** Where an issue may be seen: by anybody, by the people of the programme, or by those named on it and the coordinators. */
export type Lane = "public" | "team" | "private";

export const ROLES = [
  "intern",
  "manager",
  "mentor",
  "co_mentor",
  "remote_mentor",
  "buddy",
  "coordinator",
  "trainer",
  "sponsor",
] as const;
export type Role = (typeof ROLES)[number];

/** Helper roles an intern's entry can name, in the order they are listed to people. */
export const HELPER_ROLES = ["manager", "mentor", "co_mentor", "remote_mentor", "buddy"] as const;
export type HelperRole = (typeof HELPER_ROLES)[number];

/** Where an internship is, in order. */
export const PHASES = ["pre-start", "boot", "build", "midpoint", "landing", "after"] as const;
export type Phase = (typeof PHASES)[number];

/** Days away, both ends included. No reason is ever asked or stored. */
export interface Absence {
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** Person id of who covers, or null. */
  readonly backup: string | null;
}

/** Someone with roles, everything defaulted. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Account name on the forge, without `@`. */
  readonly username: string;
  readonly roles: readonly Role[];
  /** IANA zone; the cohort's where the file gives none. */
  readonly zone: string;
  /** `DE`, `DE-BY`: country, or country and region, whose public holidays are days off; null for none. */
  readonly holidays: string | null;
  /** Days off of one's own calendar that the country's data lacks, and days that it has wrongly. */
  readonly addHolidays: readonly CivilDate[];
  readonly removeHolidays: readonly CivilDate[];
  /** Days of the week worked. */
  readonly weekdays: readonly Weekday[];
  /** Local working hours, minutes after midnight: [540, 1020] is 09:00 to 17:00. */
  readonly hours: readonly [number, number];
  readonly hoursPerWeek: number | null;
  readonly absences: readonly Absence[];
  /** Free attributes that choose partials: `{ role: "backend", country: "DE" }`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Language of the issues that are theirs, such as `de`; null for the cohort's. */
  readonly language: string | null;
  readonly formerly: readonly string[];
}

/** What an intern can wish for, each only where they said so; named by what comes of it, since many can read the file. */
export const SIGNALS = ["hello", "company", "invitation", "plan", "lighter"] as const;
export type Signal = (typeof SIGNALS)[number];

/** One internship: whose, when, on what, with whom. */
export interface Intern {
  /** Person id. */
  readonly person: string;
  /** Project id; every intern has one, implied where the file names none. */
  readonly project: string;
  /** First and last day, both worked; the cohort's unless the intern's own differ. */
  readonly start: CivilDate;
  readonly end: CivilDate;
  /** Left before `end`: nothing opens after this day but thanks. Null for everyone else. */
  readonly left: CivilDate | null;
  /** Person ids; a role the file does not name is absent. */
  readonly helpers: Readonly<Partial<Record<HelperRole, string>>>;
  /** Whether both sides said at the interview that a job afterwards is wished for; nothing about a job is asked otherwise. */
  readonly conversion: boolean;
  /** What they wish to be asked about, in the order of the file. */
  readonly signals: readonly Signal[];
  /** They asked that nothing be said about them in the digest. */
  readonly mute: boolean;
}

export interface Milestone {
  readonly id: string;
  readonly title: string;
  readonly due: CivilDate | null;
  /** A deadline's hour, minutes after midnight in an IANA zone; absent where only the day matters. */
  readonly at?: { readonly time: number; readonly zone: string };
}

/** Something that happens again and again and that people come to: who meets whom, how often, where. */
export interface Meeting {
  readonly id: string;
  readonly title: string;
  /** Roles that come beside the interns; an intern's issue names those of that intern. */
  readonly with: readonly Role[];
  /** Number of weeks from one to the next; 0 for every working day. */
  readonly everyWeeks: number;
  /** Null for daily ones, and where people agree on the day themselves. */
  readonly on: Weekday | null;
  /** Minutes after midnight in `zone`; null where people agree on the hour themselves. */
  readonly time: number | null;
  readonly zone: string;
  /** Address of the room; null for the cohort's `links.meeting`. */
  readonly where: string | null;
}

/** What two people vouch for about a project, by what they say. */
export const ATTESTATIONS = ["junior_fit", "async_fit", "not_a_chore"] as const;
export type Attestation = (typeof ATTESTATIONS)[number];

export interface Project {
  readonly id: string;
  readonly title: string;
  /** True when no entry in the file describes it and it stands for "what this intern works on". */
  readonly implied: boolean;
  readonly why: string | null;
  readonly doneMeans: string | null;
  readonly firstTask: string | null;
  readonly milestones: readonly Milestone[];
  readonly stakeholders: readonly string[];
  readonly priority: string;
  readonly links: readonly { readonly title: string; readonly url: string }[];
  /** Places of the same forge where its work is done; where there are none, nothing is told of it. */
  readonly repositories: readonly string[];
  /** Person ids of who can step in beside the interns' own helpers, in other time zones for example. */
  readonly helpers: readonly string[];
  /** Labels the project's own work carries elsewhere, so that urgent ones are noticed. */
  readonly labels: readonly string[];
  /** Person ids of who vouches for what. */
  readonly attested: Readonly<Record<Attestation, readonly string[]>>;
  readonly formerly: readonly string[];
}

/** Where the issues of a cohort live. One entry per lane in use; several lanes may name one project. */
export interface ForgeTarget {
  /** The forge itself: its words, and how it behaves. */
  readonly profile: ForgeProfile;
  /** `https://gitlab.example/gitlab`, `https://github.com`; null for a folder and for the forge's public server. */
  readonly url: string | null;
  /** `acme/internships`; in a folder the lane's name. */
  readonly projects: Readonly<Record<Lane, string>>;
  /** Group for what a project cannot hold; null when none is given. */
  readonly group: string | null;
  /** Accounts, beside the token's own, whose issues are ours. */
  readonly accounts: readonly string[];
}

/** What the file says about one kind: switched off, or with some of its front matter replaced. */
export interface KindSetting {
  readonly enabled: boolean;
  /** Front matter keys as written, checked against the kind's own schema by `core/kinds`. */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** Earlier names of the kind; absent for none. */
  readonly formerly?: readonly string[];
}

/** A guard a person has answered: the warning stays silent, with the reason on record. */
export interface Acceptance {
  readonly code: string;
  readonly reason: string;
  readonly by: string;
}

/** One programme run, normalized: every default filled in, every reference known to exist. */
export interface Cohort {
  readonly id: string;
  readonly title: string;
  readonly start: CivilDate;
  /** The last day. */
  readonly end: CivilDate;
  readonly zone: string;
  readonly language: string;
  /** The file says `live: true`. */
  readonly live: boolean;
  readonly formerly: readonly string[];
  readonly coordinator: string;
  readonly forge: ForgeTarget;
  /** All sorted by id. */
  readonly people: readonly Person[];
  readonly interns: readonly Intern[];
  readonly projects: readonly Project[];
  /** Dates of the whole programme that anchors can name: `milestone:midterm`. */
  readonly milestones: readonly Milestone[];
  /** In the order of the file. */
  readonly meetings: readonly Meeting[];
  /** `phase::…` labels are kept. */
  readonly phases: boolean;
  readonly kinds: Readonly<Record<string, KindSetting>>;
  /** Named addresses that templates use: `handbook`, `chat`, `speak_up`. Already checked to be http(s) or mailto. */
  readonly links: Readonly<Record<string, string>>;
  /** Share of existing issues a run may close or change before it must be confirmed, 0 to 1. */
  readonly maxChange: number;
  readonly accept: readonly Acceptance[];
  /** The file as the user named it. */
  readonly file: string;
  /** 1-based line of each path worth pointing at, such as `interns.ada`, for comments that say which line. */
  readonly lines: Readonly<Record<string, number>>;
}

/** Public holidays of one country or region, as data; the shell reads them, `core` only uses them. */
export type HolidayTable = Readonly<Record<string, readonly Holiday[]>>;
export interface Holiday {
  readonly date: CivilDate;
  readonly name: string;
}
