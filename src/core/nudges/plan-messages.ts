import type { ForgeBehaviour } from "../forge/forge-behaviour.ts";
import type { HolidayTable, Person } from "../model/cohort.ts";
import type { Sent, Way } from "../model/digest.ts";
import type { Step } from "./ladder.ts";
import { writeChat, writeComment } from "./message.ts";
import { hasRoom, isAtWork, wasAsked, type RoomInput } from "./reach.ts";

export interface SendInput extends RoomInput {
  readonly holidays: HolidayTable;
  /** ISO instant. */
  readonly now: string;
  /** There is a chat to write to. */
  readonly chat: boolean;
}

/** One message to one person: what it says, how it reaches them, and the issue it stands in for a comment. */
export interface Message {
  readonly person: Person;
  readonly way: Way;
  readonly steps: readonly Step[];
  readonly text: string;
  readonly home: { readonly place: string; readonly number: number } | null;
}

/** One message at most for each person, and lines for the coordinator to pass on; what has to wait for somebody's hours is left out. */
export function planMessages(steps: readonly Step[], input: SendInput): readonly Message[] {
  const people = input.cohort.people.filter(({ id }) => steps.some(({ to }) => to === id));
  return people.flatMap((person) => {
    const mine = steps.filter(({ to }) => to === person.id);
    if (person.id === input.cohort.coordinator) return [pass(person, mine)];
    const home = mine.find((step) => mayComment(step, input.cohort.forge.profile.behaviour));
    const chat = input.chat ? mine.filter(mayChat) : [];
    const direct = home !== undefined ? mine : chat;
    if (direct.length === 0 || !hasRoom(person.id, input)) return [pass(person, mine)];
    if (wasAsked(person.id, input.state, input.today) || !isAtWork(person, input.now, input.holidays)) return [];
    const rest = mine.filter((step) => !direct.includes(step));
    const others = rest.length === 0 ? [] : [pass(person, rest)];
    if (home === undefined)
      return [{ person, way: "chat" as const, steps: direct, text: writeChat(person, direct), home: null }, ...others];
    const { place, number } = home.waiting;
    const text = writeComment(person, direct);
    return [{ person, way: "comment" as const, steps: direct, text, home: { place, number } }, ...others];
  });
}

/** What the digest remembers of messages once they are sent. */
export function listSent(messages: readonly Message[], input: Pick<SendInput, "today">): readonly Sent[] {
  return messages.flatMap(({ person, way, steps }) =>
    steps.map(({ item, step }) => ({ item, step, to: person.id, on: input.today, way })),
  );
}

function pass(person: Person, steps: readonly Step[]): Message {
  return { person, way: "digest", steps, text: "", home: null };
}

/**
 * Only where nobody but they and the coordinators read it. Not every forge has such a place, and a page that closes by
 * the calendar would take the comment for its answer.
 */
function mayComment({ waiting, step }: Step, { hidesIssues }: ForgeBehaviour): boolean {
  const { lane, what, occurrence } = waiting;
  return lane === "private" && what === "due" && step === 0 && occurrence.closes === null && hidesIssues;
}

/** Many may read a chat: helpers are asked there about what they promised, and nobody about an intern's work. */
function mayChat({ waiting, to }: Step): boolean {
  if (waiting.lane === "private" || to === waiting.intern) return false;
  return waiting.what !== "due" || waiting.people.includes(to);
}
