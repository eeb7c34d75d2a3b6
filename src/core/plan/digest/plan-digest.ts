import { escapeText } from "../../text/escape.ts";
import { findCover } from "../../desired/occurrences/absences.ts";
import { formatDates, wordsOf } from "../../desired/audience/words.ts";
import type { Action, CommentAction, NudgeAction } from "../../model/action.ts";
import { HELPER_ROLES, type Person } from "../../model/cohort.ts";
import { addDays } from "../../model/date.ts";
import type { DigestDraft, DigestState, Way } from "../../model/digest.ts";
import type { ObservedComment, ObservedPlace, Occurrence } from "../../model/issue.ts";
import { formatKey } from "../../model/key.ts";
import { formatDigest, linkTo, renderDigest } from "../../nudges/render-digest.ts";
import { listGone, listUnanswered, type FlagInput } from "../../nudges/flags.ts";
import { listQuestions, listStanding } from "../../nudges/signals.ts";
import { hearComments } from "../../nudges/read-commands.ts";
import { findStep, type Step } from "../../nudges/ladder.ts";
import { listSent, planMessages, type SendInput, type Message } from "../../nudges/plan-messages.ts";
import { NO_STATE, readState } from "../../nudges/digest-state.ts";
import { itemOf, type Waiting } from "../../nudges/waiting-item.ts";
import { refuseLane } from "../limits/access.ts";
import { listOpenPromises } from "./open-promises.ts";
import type { PlanInput } from "../model/plan-input.ts";
import type { Pauses } from "../match/pauses.ts";
import type { Match, Matches } from "../model/match.ts";
import { listWaiting } from "./list-waiting.ts";
import { accountSet } from "../../model/lookup/accounts.ts";
import { directoryOf } from "../../model/lookup/directory.ts";
import { findPlace } from "../../model/lookup/places.ts";
import { isSameText } from "../../text/lines.ts";

/** Days ahead that somebody's absence is told. */
const AHEAD = 7;
/** Days that what was said about something settled is told. */
const REMEMBERED = 14;
/** Lines of one section; what is more, `status` tells. */
const MOST_LINES = 60;
const WORDS = wordsOf("en");

/** The one comment of ours in the digest, if it is there. */
export function findDigestComment(
  comments: readonly ObservedComment[],
  trusted: readonly string[],
): ObservedComment | null {
  const accounts = accountSet(trusted);
  return comments.find((one) => accounts.has(one.author) && readState(one.text) !== null) ?? null;
}

/** What is written into the digest, if it has changed; nothing where there is none, or it must not stand there. */
export function planDigest(input: PlanInput, pauses: Pauses, actions: readonly Action[]): readonly Action[] {
  const { matches } = input;
  const { digest } = input.observation;
  const home = findHome(input, matches);
  if (digest === undefined || home === null) return [];
  const { match, occurrence, place } = home;
  if (refuseLane(input, occurrence, place) !== null || pauses.reason(match.key, null) !== null) return [];
  const comment = findDigestComment(digest.comments, matches.trusted.get(digest.place) ?? []);
  const state = comment === null ? NO_STATE : (readState(comment.text) ?? NO_STATE);
  const { comments } = input.observation;
  const muted = hearComments(state, [], comments, input);
  const waiting = listWaiting({ ...input, matches: settle(matches, actions) }, pauses, muted);
  const heard = hearComments(muted, waiting, comments, input);
  const flags = describeFlags(input, matches, waiting, heard);
  const messages = planMessages(listSteps(input, waiting, heard), describeReach(input, matches, heard));
  const promises = cut(listOpenPromises(input, heard));
  const draft = buildDraft(
    input,
    { flags, promises },
    { ...heard, sent: [...heard.sent, ...listSent(messages, input)] },
  );
  const nudges = messages.map((message) => toNudge(input, occurrence, message, match.issue.place));
  if (comment !== null && isSameText(comment.text, formatDigest(draft))) return [];
  return [toComment(input, home, comment, draft), ...nudges];
}

function toComment(
  { cohort, today }: PlanInput,
  { match, occurrence }: Home,
  comment: ObservedComment | null,
  draft: DigestDraft,
): CommentAction {
  const owner = directoryOf(cohort).person(occurrence.owner);
  return {
    type: "comment",
    key: match.key,
    kind: occurrence.kind,
    lane: occurrence.lane,
    place: match.issue.place,
    person: occurrence.owner,
    on: today,
    title: match.issue.title,
    number: match.issue.number,
    reason: comment === null ? "what waits is told for the first time" : "what waits has changed; edited in place",
    reads: 1,
    writes: 1,
    notifies: comment === null && owner !== null ? [owner.username] : [],
    text: renderDigest(draft),
    digest: { draft, before: comment?.text ?? null },
  };
}

function listSteps(input: PlanInput, waiting: readonly Waiting[], state: DigestState): readonly Step[] {
  const { cohort, holidays, today } = input;
  return waiting.flatMap((one) => findStep(one, { cohort, holidays, today, state }) ?? []);
}

function describeReach(input: PlanInput, matches: Matches, state: DigestState): SendInput {
  const { cohort, occurrences, holidays, now, today, chat } = input;
  const issues = new Map([...matches.byKey].map(([key, { issue }]) => [key, issue]));
  return { cohort, occurrences, holidays, now, today, chat, issues, state };
}

/** A key of its own, so that two messages of one run are not taken for one; private, like the digest it is told in. */
function toNudge(input: PlanInput, digest: Occurrence, message: Message, place: string): NudgeAction {
  const { person, way, steps, text, home } = message;
  const isDirect = way !== "digest";
  return {
    type: "nudge",
    key: `${input.cohort.id}/nudge/${person.id}/${input.today}${isDirect ? "" : "-digest"}`,
    kind: digest.kind,
    lane: "private",
    place: home?.place ?? place,
    title: WORDS.list(steps.map(({ waiting }) => waiting.title)),
    person: person.id,
    reason: SAID[way],
    on: input.today,
    reads: 0,
    writes: way === "comment" ? 1 : 0,
    notifies: isDirect ? [person.username] : [],
    way,
    number: home?.number ?? null,
    text,
    items: steps.map(({ item }) => item),
  };
}

const SAID: Readonly<Record<Way, string>> = {
  comment: "one word to them, in a comment that only they and the coordinators can read",
  chat: "one word to them in the chat",
  digest: "a line in the digest; whether to pass it on is the coordinator's choice",
};

/** The issue that the digest is a comment of. */
interface Home {
  readonly occurrence: Occurrence;
  readonly match: Match;
  readonly place: ObservedPlace;
}

function findHome(input: PlanInput, matches: Matches): Home | null {
  const kind = input.library.kinds.find(({ needs }) => needs.includes("digest"));
  const occurrence = input.occurrences.find((one) => one.kind === kind?.name);
  const match = occurrence === undefined ? undefined : matches.byKey.get(formatKey(occurrence.key));
  const place = findPlace(input.observation, match?.issue.place);
  if (occurrence === undefined || match === undefined || place === null || match.issue.state === "closed") return null;
  return { occurrence, match, place };
}

/** What this very run closes is over. */
function settle(matches: Matches, actions: readonly Action[]): Matches {
  const closing = new Set(actions.filter(({ type }) => type === "close").map(({ key }) => key));
  const byKey = [...matches.byKey].map(([key, match]) => {
    const issue = closing.has(key) ? { ...match.issue, state: "closed" as const } : match.issue;
    return [key, { ...match, issue }] as const;
  });
  return { ...matches, byKey: new Map(byKey) };
}

function buildDraft(
  input: PlanInput,
  { flags, promises }: { readonly flags: FlagInput; readonly promises: readonly string[] },
  before: DigestState,
): DigestDraft {
  const { cohort } = input;
  const { waiting } = flags;
  const names = Object.fromEntries(cohort.people.map(({ id, name }) => [id, escapeText(name, "name")]));
  const stuck = waiting.filter(({ what }) => what === "stuck");
  const seen = { ...Object.fromEntries(stuck.map((one) => [itemOf(one), one.since])), ...listStanding(flags) };
  const items = Object.fromEntries(waiting.map((one) => [itemOf(one), linkTo(one)]));
  const isKept = (item: string) => Object.hasOwn(items, item);
  const sent = before.sent.filter(({ item, on }) => isKept(item) || addDays(on, REMEMBERED) > input.today);
  const rests = Object.fromEntries(Object.entries(before.rests).filter(([item]) => isKept(item)));
  return {
    sections: [
      ...listFlagged(flags),
      ...listSections(input, waiting, names),
      { title: "Promised in an earlier week, and not ticked yet", lines: promises },
      { title: "Where the work is done", lines: cut(listUnanswered(flags)) },
    ],
    items,
    names,
    reader: cohort.coordinator,
    state: { ...before, sent, rests, seen },
  };
}

function listSections(
  input: PlanInput,
  waiting: readonly Waiting[],
  names: Readonly<Record<string, string>>,
): DigestDraft["sections"] {
  const nameOf = (people: readonly string[]) => WORDS.list(people.map((id) => names[id] ?? id));
  const tell = (what: Waiting["what"], say: (one: Waiting) => string) =>
    cut(waiting.filter((one) => one.what === what).map((one) => `${linkTo(one)}: ${say(one)}`));
  const day = (one: Waiting) => WORDS.date(one.since).text;
  return [
    {
      title: "Asked for help",
      lines: tell("stuck", (one) => `${nameOf(one.people)}, since ${day(one)}`),
    },
    {
      title: "An answer is waited for",
      lines: tell("reply", (one) => `from ${nameOf(one.people)}, since ${day(one)}`),
    },
    { title: "A question is open", lines: tell("question", (one) => `of ${nameOf(one.people)}, since ${day(one)}`) },
    { title: "A new day may be needed", lines: tell("due", (one) => `${nameOf(one.people)}; was for ${day(one)}`) },
    { title: "Away", lines: cut(listAway(input, names)) },
  ];
}

/** What a coordinator can do something about. */
function listFlagged(flags: FlagInput): DigestDraft["sections"] {
  return [
    { title: "Worth a call of yours", lines: cut(listGone(flags)) },
    { title: "Worth asking, as the intern wished", lines: cut(listQuestions(flags)) },
  ];
}

function describeFlags(input: PlanInput, matches: Matches, waiting: readonly Waiting[], state: DigestState): FlagInput {
  const { cohort, holidays, today, observation, occurrences } = input;
  const pages = occurrences.flatMap((occurrence) => {
    const match = matches.byKey.get(formatKey(occurrence.key));
    return match === undefined ? [] : [{ occurrence, issue: match.issue, text: match.body.text }];
  });
  const { comments, activity } = observation;
  return { cohort, holidays, today, waiting, pages, comments, activity, state };
}

function cut(lines: readonly string[]): readonly string[] {
  return lines.length <= MOST_LINES
    ? lines
    : [...lines.slice(0, MOST_LINES), "and more, which `fledgling status` lists"];
}

/** Helpers who are away now or soon, and who covers. */
function listAway({ cohort, today, holidays }: PlanInput, names: Readonly<Record<string, string>>): readonly string[] {
  const active = cohort.interns.filter(
    ({ start, end, left }) => addDays(start, -14) <= today && today <= (left ?? end),
  );
  const helpers = new Set(active.flatMap((intern) => HELPER_ROLES.flatMap((role) => intern.helpers[role] ?? [])));
  const told = (person: Person) =>
    person.absences
      .filter(({ from, to }) => from <= addDays(today, AHEAD) && to >= today)
      .map((absence) => {
        const cover = findCover(person, absence.from, holidays);
        const covers = cover === null ? "" : `; ${names[cover.backup] ?? cover.backup} covers`;
        return `${names[person.id] ?? person.id}, ${formatDates(WORDS, absence.from, absence.to)}${covers}`;
      });
  return cohort.people.filter(({ id }) => helpers.has(id)).flatMap(told);
}
