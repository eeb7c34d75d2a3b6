import { parseBlocks } from "../markdown/blocks.ts";
import { hashField } from "../text/hash.ts";
import { countTasks } from "../markdown/tasks.ts";
import { buildWorkCalendar } from "../calendar/work-calendar.ts";
import type { Intern, Signal } from "../model/cohort.ts";
import { dateInZone } from "../calendar/instant.ts";
import { addDays, daysBetween, type CivilDate } from "../model/date.ts";
import { accountOf, listHeard, nameOf, personOf, type FlagInput, type Page } from "./flags.ts";
import { foldAccount, isSameAccount } from "../model/lookup/accounts.ts";

/** Working days without a sign; days without a step, and in the first four weeks; days until it is known whom one meets. */
const QUIET_DAYS = 4;
const STILL_DAYS = 14;
const STILL_DAYS_AT_FIRST = 21;
const FIRST_DAYS = 28;
const MEETING_DAYS = 14;

/** Questions to ask on behalf of interns who wished for them. What raised one is never said. */
export function listQuestions(input: FlagInput): readonly string[] {
  return listHeard(input).flatMap((intern) =>
    [...intern.signals].sort().flatMap((signal) => (RAISED[signal](intern, input) ? [ASK[signal](intern, input)] : [])),
  );
}

/** Since when the steps of those who wished for it have been what they are, by their hash. */
export function listStanding(input: FlagInput): Readonly<Record<string, CivilDate>> {
  const watched = listHeard(input).filter(({ signals }) => signals.includes("plan"));
  return Object.fromEntries(
    watched.map((intern) => {
      const item = hashSteps(intern, input);
      return [item, input.state.seen[item] ?? input.today];
    }),
  );
}

const RAISED: Readonly<Record<Signal, (intern: Intern, input: FlagInput) => boolean>> = {
  hello: (intern, input) => {
    const { cohort, holidays, today } = input;
    const person = personOf(cohort, intern.person);
    const calendar = buildWorkCalendar(person, holidays);
    const last = listSigns(intern, input).sort().at(-1) ?? intern.start;
    return calendar.isWorkingDay(today) && calendar.addWorkingDays(last, QUIET_DAYS) < today;
  },
  company: (intern, input) =>
    addDays(intern.start, MEETING_DAYS) <= input.today && new Set(listRepliers(intern, input)).size < 2,
  invitation: (intern, input) => isLeftOut(intern, input),
  plan: (intern, input) => {
    const days = daysBetween(intern.start, input.today) < FIRST_DAYS ? STILL_DAYS_AT_FIRST : STILL_DAYS;
    const since = input.state.seen[hashSteps(intern, input)];
    return since !== undefined && daysBetween(since, input.today) >= days;
  },
  lighter: (intern, input) =>
    pagesOf(intern, input).some(({ text }) =>
      parseBlocks(text).some(({ task, raw }) => task?.state === "x" && /\btoo much\b/i.test(raw)),
    ) || commentsOf(intern, input).some(({ text }) => /^\s*(?:it is |it's )?too much\b/i.test(text)),
};

const ASK: Readonly<Record<Signal, (intern: Intern, input: FlagInput) => string>> = {
  hello: (intern, input) =>
    `Could ${friend(intern, input)} write ${who(intern, input)} a personal line that needs no answer?`,
  company: (intern, input) =>
    `Could ${friend(intern, input)} bring ${who(intern, input)} together with somebody for a coffee?`,
  invitation: (intern, input) =>
    `Could ${helper(intern, input, intern.helpers.manager)} invite ${who(intern, input)} to the next talk about the project?`,
  plan: (intern, input) =>
    `Could ${helper(intern, input, intern.helpers.mentor)} and ${who(intern, input)} look together at whether the plan still has the right size?`,
  lighter: (intern, input) =>
    `Could ${helper(intern, input, intern.helpers.manager)} ask ${who(intern, input)} whether something should come off the list?`,
};

function who(intern: Intern, { cohort }: FlagInput): string {
  return nameOf(cohort, intern.person);
}

function friend(intern: Intern, input: FlagInput): string {
  return helper(intern, input, intern.helpers.buddy ?? intern.helpers.remote_mentor);
}

function helper(intern: Intern, { cohort }: FlagInput, id: string | undefined): string {
  return nameOf(cohort, id ?? intern.helpers.mentor ?? cohort.coordinator);
}

function pagesOf(intern: Intern, { cohort, pages }: FlagInput): readonly Page[] {
  const account = accountOf(cohort, intern.person);
  return pages.filter(({ issue }) => issue.assignees.some((name) => isSameAccount(name, account)));
}

function commentsOf(intern: Intern, { cohort, comments }: FlagInput) {
  return comments.filter(({ author }) => isSameAccount(author, accountOf(cohort, intern.person)));
}

/** Days on which they, or somebody with them, did anything that can be seen: any change of a page of theirs counts. */
function listSigns(intern: Intern, input: FlagInput): CivilDate[] {
  const { cohort, activity } = input;
  const account = accountOf(cohort, intern.person);
  const instants = [
    ...pagesOf(intern, input).map(({ issue }) => issue.updatedAt),
    ...commentsOf(intern, input).flatMap(({ at }) => at ?? []),
    ...(activity?.requests ?? []).flatMap(({ author, createdAt, mergedAt, reviews }) => [
      ...(isSameAccount(author, account) ? [createdAt, ...(mergedAt === null ? [] : [mergedAt])] : []),
      ...reviews.flatMap(({ by, at }) => (isSameAccount(by, account) ? [at] : [])),
    ]),
    ...(activity?.issues ?? []).flatMap(({ author, createdAt, answers }) => [
      ...(isSameAccount(author, account) ? [createdAt] : []),
      ...answers.flatMap(({ by, at }) => (isSameAccount(by, account) ? [at] : [])),
    ]),
  ];
  return instants.map((at) => dateInZone(at, personOf(cohort, intern.person)?.zone ?? cohort.zone));
}

/** Accounts of people who answered them lately. */
function listRepliers(intern: Intern, input: FlagInput): readonly string[] {
  const { cohort, comments, activity } = input;
  const account = accountOf(cohort, intern.person);
  const pages = pagesOf(intern, input).map(({ issue }) => issue);
  return [
    ...comments
      .filter((one) => pages.some(({ place, number }) => place === one.place && number === one.number))
      .map(({ author }) => author),
    ...(activity?.requests ?? []).flatMap((one) =>
      isSameAccount(one.author, account) ? one.reviews.map(({ by }) => by) : [],
    ),
    ...(activity?.issues ?? []).flatMap((one) =>
      isSameAccount(one.author, account) ? one.answers.map(({ by }) => by) : [],
    ),
  ]
    .map(foldAccount)
    .filter((name) => !isSameAccount(name, account));
}

/** Others work where the work is done, and they are in none of it. */
function isLeftOut(intern: Intern, { cohort, activity }: FlagInput): boolean {
  const account = accountOf(cohort, intern.person);
  const parts = [
    ...(activity?.requests ?? []).map((one) => [one.author, ...one.reviewers, ...one.reviews.map(({ by }) => by)]),
    ...(activity?.issues ?? []).map((one) => [one.author, ...one.assignees, ...one.answers.map(({ by }) => by)]),
  ];
  return parts.length > 0 && !parts.flat().some((name) => isSameAccount(name, account));
}

/** The same as long as no box of theirs is ticked and no page of theirs closed. */
function hashSteps(intern: Intern, input: FlagInput): string {
  const steps = pagesOf(intern, input).map(
    ({ issue, text }) => `${issue.place} ${issue.number} ${issue.state} ${countTasks(text).done}`,
  );
  return hashField(["steps", intern.person, ...steps.sort()].join("\n"));
}
