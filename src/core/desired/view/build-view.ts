import type { Kind } from "../../kinds/model/kind.ts";
import { listThemes } from "../../calendar/themes.ts";
import { countWeeks } from "../../calendar/weeks.ts";
import type { Cohort, Intern, Milestone, Person, Project } from "../../model/cohort.ts";
import { HELPER_ROLES } from "../../model/cohort.ts";
import { escapeText } from "../../text/escape.ts";
import type { CivilDate } from "../../model/date.ts";
import { InvariantError } from "../../diagnostics/errors.ts";
import type { Occurrence, Progress } from "../../model/issue.ts";
import { describeAway } from "../occurrences/absences.ts";
import { describeDeadline } from "./meeting-hours.ts";
import type { Gathering } from "./meetings.ts";
import { audienceOf, listAround, listMeetings } from "./meetings.ts";
import { describeOverlap } from "./shared-hours.ts";
import type { ActivitySection } from "./activity-section.ts";
import type { Words } from "../audience/words.ts";
import { directoryOf } from "../../model/lookup/directory.ts";

export interface ViewInput {
  readonly cohort: Cohort;
  readonly occurrence: Occurrence;
  readonly kind: Kind;
  readonly children: readonly ChildEntry[];
  readonly gaps: readonly string[];
  /** Person ids that must not be named by account: it would ping a stranger. */
  readonly unreachable: readonly string[];
  /** Other interns can read it (`visibility.ts`). */
  readonly shared: boolean;
  /** What stands in it once, when it is made; null for one that is there. */
  readonly section: ActivitySection | null;
  /** The language it is written in. */
  readonly words: Words;
}

/** Everything a template may name, as plain values, not yet escaped; its keys are those of `kinds/engine/context.ts`. */
export function buildView(input: ViewInput): Readonly<Record<string, unknown>> {
  const { cohort, occurrence, kind, words } = input;
  const directory = directoryOf(cohort);
  const intern = directory.intern(occurrence.intern);
  const interns = listInterns(input);
  const project = directory.project(occurrence.project);
  const about = kind.per === "intern" && intern !== null ? [intern] : interns;
  const gathering: Gathering = { cohort, kind, occurrence, interns: about, words };
  const describeDate = (date: CivilDate | null) => (date === null ? null : words.date(date));
  return {
    cohort: describeCohort(input, gathering),
    coordinator: describePerson(input, cohort.coordinator),
    opens: describeDate(occurrence.opens),
    due: describeDate(occurrence.due),
    links: cohort.links,
    shared: input.shared ? 1 : 0,
    week: occurrence.week === null ? null : { ...occurrence.week, theme: listThemes(occurrence.week) },
    round: listRounds(kind, occurrence),
    dates: Object.fromEntries(Object.entries(occurrence.dates).map(([name, date]) => [name, words.date(date)])),
    intern: intern === null ? null : describeIntern(input, intern),
    project: project === null ? null : describeProject(project, gathering),
    ...describeHelpers(input, intern ?? interns.find((one) => one.project === occurrence.project) ?? null),
    helper: kind.per === "helper" ? describePerson(input, occurrence.key.subject) : null,
    interns: interns.map((one) => describeIntern(input, one)),
    projects: kind.per === "cohort" ? cohort.projects.map((one) => describeProject(one, gathering)) : [],
    gaps: unique(input.gaps),
    children: listChildren(input.children).map((child) => describeChild(child, words)),
    rollup: rollUp(input.children),
    meetings: kind.needs.includes("meetings") ? listMeetings(gathering) : [],
    overlap: describeOverlaps(input, intern),
    facts: input.section?.facts ?? null,
    promises: input.section?.promises ?? [],
    previous: input.section?.previous ?? null,
  };
}

/** After every date. */
const UNDATED = "~";

/** Its milestones by date, since a file may name them in any order. */
function describeCohort({ cohort, words }: ViewInput, gathering: Gathering): Readonly<Record<string, unknown>> {
  return {
    id: cohort.id,
    title: cohort.title,
    start: words.date(cohort.start),
    end: words.date(cohort.end),
    weeks: countWeeks(cohort.start, cohort.end),
    zone: cohort.zone,
    milestones: [...cohort.milestones]
      .sort((a, b) => ((a.due ?? UNDATED) < (b.due ?? UNDATED) ? -1 : 1))
      .map((milestone) => describeMilestone(milestone, gathering)),
  };
}

/** Who helps, by role; of each, when they are away during the internship. */
function describeHelpers(input: ViewInput, intern: Intern | null): Readonly<Record<string, unknown>> {
  const directory = directoryOf(input.cohort);
  const entries = HELPER_ROLES.map((role) => {
    const person = directory.person(intern?.helpers[role]);
    if (person === null || intern === null) return [role, null];
    return [
      role,
      { ...describePerson(input, person.id), away: describeAway(input.words, person, intern, directory.nameOf) },
    ];
  });
  return Object.fromEntries(entries) as Readonly<Record<string, unknown>>;
}

function describeOverlaps(
  { cohort, kind, words }: ViewInput,
  intern: Intern | null,
): Readonly<Record<string, string | null>> {
  if (intern === null || !kind.needs.includes("overlap")) return {};
  return Object.fromEntries(
    HELPER_ROLES.map((role) => [role, describeOverlap(words, cohort, intern, intern.helpers[role])]),
  );
}

/** 1 for the round that this is and 0 for the others, so that a template can ask which. */
function listRounds(kind: Kind, occurrence: Occurrence): Readonly<Record<string, number>> {
  const names = Object.keys(kind.rounds ?? {});
  return Object.fromEntries(names.map((name) => [name, name === occurrence.key.occurrence ? 1 : 0]));
}

/** The interns a kind lists: the project's, the helper's, or all; an intern's own issue names no others. */
function listInterns({ cohort, occurrence, kind }: ViewInput): readonly Intern[] {
  if (kind.per === "intern") return [];
  if (kind.per === "project") return directoryOf(cohort).internsOn(occurrence.project ?? "");
  return kind.per === "helper" ? directoryOf(cohort).internsOf(occurrence.key.subject) : cohort.interns;
}

function describePerson(input: ViewInput, id: string | undefined): Readonly<Record<string, string>> | null {
  if (id === undefined) return null;
  const person = directoryOf(input.cohort).person(id);
  if (person === null) throw new InvariantError(`person ${id} is not in the cohort`);
  return {
    name: person.name,
    first_name: person.name.trim().split(/\s+/)[0] ?? person.name,
    mention: mentionOf(input, person),
    zone: person.zone,
  };
}

/** `@account` for whoever acts and those the kind lists; everybody else is named without being told. */
function mentionOf(input: ViewInput, person: Person): string {
  const { occurrence } = input;
  const told = person.id === occurrence.owner || occurrence.mention.includes(person.id);
  const sound = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?$/.test(person.username);
  return told && sound && input.cohort.forge.profile.behaviour.hasAccounts && !input.unreachable.includes(person.id)
    ? `@${person.username}`
    : escapeText(person.name, "name");
}

function describeIntern(input: ViewInput, intern: Intern): Readonly<Record<string, unknown>> {
  return {
    ...describePerson(input, intern.person),
    start: input.words.date(intern.start),
    end: input.words.date(intern.left ?? intern.end),
  };
}

function describeProject(project: Project, gathering: Gathering): Readonly<Record<string, unknown>> {
  return {
    title: project.title,
    why: project.why,
    done_means: project.doneMeans,
    first_task: project.firstTask,
    priority: project.priority,
    milestones: project.milestones.map((milestone) => describeMilestone(milestone, gathering)),
    stakeholders: unique(project.stakeholders),
    links: project.links,
  };
}

/** What two people of one name lack, or a name given twice, is one item of a list. */
function unique(items: readonly string[]): readonly string[] {
  return [...new Set(items)];
}

function describeMilestone(milestone: Milestone, gathering: Gathering): Readonly<Record<string, unknown>> {
  const { words } = gathering;
  return {
    title: milestone.title,
    due: milestone.due === null ? null : words.date(milestone.due),
    when: describeDeadline(words, milestone, audienceOf(gathering, listAround(gathering))),
  };
}

function describeChild(child: ChildEntry, words: Words): Readonly<Record<string, unknown>> {
  const finished = child.closed || child.progress === "done";
  return {
    reference: child.reference,
    title: child.title,
    done: child.done,
    total: child.total,
    finished: finished ? 1 : 0,
    status: words.say(`status_${child.progress}`, {}),
  };
}

/** A longer list is no help to anybody, and its text would outgrow an issue. */
const MOST_LISTED = 150;

/** Those that the forge does not show under the issue by itself; of too many, first those that are not finished. */
function listChildren(children: readonly ChildEntry[]): readonly ChildEntry[] {
  const listed = children.filter((child) => !child.linked);
  if (listed.length <= MOST_LISTED) return listed;
  const over = (child: ChildEntry) => child.closed || child.progress === "done";
  const shown = new Set([...listed.filter((child) => !over(child)), ...listed.filter(over)].slice(0, MOST_LISTED));
  return listed.filter((child) => shown.has(child));
}

function rollUp(children: readonly ChildEntry[]): Readonly<Record<string, number>> {
  return {
    finished: children.filter((child) => child.closed || child.progress === "done").length,
    issues: children.length,
    unlisted: children.filter((child) => !child.linked).length - listChildren(children).length,
    done: children.reduce((sum, child) => sum + child.done, 0),
    total: children.reduce((sum, child) => sum + child.total, 0),
  };
}

/** Another issue as one that lists it sees it. */
export interface ChildEntry {
  readonly key: string;
  readonly place: string;
  readonly project: string | null;
  readonly intern: string | null;
  readonly title: string;
  /** Reference token. */
  readonly reference: string;
  readonly done: number;
  readonly total: number;
  readonly progress: Progress;
  readonly closed: boolean;
  /** It stands under its project's issue by the forge's own means, which shows it there. */
  readonly linked: boolean;
}
