import type { SeatWords } from "../forge/forge-words.ts";
import type { PlaceAccess } from "../model/issue.ts";
import type { PlaceFacts, SetupFacts } from "./setup-facts.ts";
import { bad, ok, type Finding } from "./check-result.ts";
import { foldAccount } from "../model/lookup/accounts.ts";

/** Whether everybody the file names is there and can be assigned, and whether the free tier's seats suffice. */
export function checkPeople(facts: SetupFacts): readonly Finding[] {
  const { without } = facts.cohort.forge.profile.words;
  if (without.members !== undefined) return [ok("members", without.members)];
  const found = facts.places.flatMap((place) => (place.accounts === null ? [] : [checkAccounts(facts, place)]));
  return [...found, ...checkSeats(facts), ...facts.places.flatMap((place) => checkReaders(facts, place))];
}

/** In the lane private only coordinators may read what is not theirs, as far as the forge tells who can read what. */
function checkReaders({ cohort, named }: SetupFacts, place: PlaceFacts): readonly Finding[] {
  const words = cohort.forge.profile.words.seats;
  if (words === null || place.seats === null || !place.lanes.includes("private") || place.lanes.includes("team"))
    return [];
  const coordinators = cohort.people.filter((person) => person.roles.includes("coordinator"));
  const may = new Set(
    [place.observed?.account ?? "", ...coordinators.map((person) => person.username)].map(foldAccount),
  );
  const others = place.seats.readers.filter((name) => !may.has(name));
  if (others.length === 0) return [ok("members", `${place.place}: only coordinators can read everything in it`)];
  const who = named ? others.join(", ") : `${others.length} others`;
  return [
    bad(
      "warning",
      "members",
      `${place.place}: ${who} can read everything in it, confidential issues too`,
      words.narrow,
    ),
  ];
}

function checkAccounts({ named }: SetupFacts, { place, accounts }: PlaceFacts): Finding {
  const of = (standing: string) =>
    Object.entries(accounts ?? {})
      .filter(([, one]) => one === standing)
      .map(([name]) => name)
      .sort();
  const list = (names: readonly string[]) => (named ? names.join(", ") : `${names.length} of them`);
  const [missing, ineligible, unknown] = [of("missing"), of("ineligible"), of("unknown")];
  if (missing.length > 0)
    return bad(
      "fault",
      "members",
      `${place}: no such account: ${list(missing)}`,
      "Correct username: of these people in the cohort file",
    );
  if (ineligible.length > 0)
    return bad(
      "warning",
      "members",
      `${place}: cannot be assigned: ${list(ineligible)}`,
      "Invite them to the project; until then their issues stay without an assignee",
    );
  if (unknown.length > 0)
    return bad(
      "unknown",
      "members",
      `${place}: the token may not ask whether ${list(unknown)} can be assigned`,
      "Look through the project's members, or run it with a token that may read them",
    );
  return ok("members", `${place}: all ${Object.keys(accounts ?? {}).length} accounts are there and can be assigned`);
}

/** A server of one's own has no such limit, and tells its version. */
function isLimited(access: PlaceAccess | undefined, { tier }: SeatWords): boolean {
  return access !== undefined && access.tier === tier && access.version === null;
}

function checkSeats({ cohort, places }: SetupFacts): readonly Finding[] {
  const { profile, url } = cohort.forge;
  const words = profile.words.seats;
  if (words === null || url !== null) return [];
  const limited = places.filter(
    (place) => place.seats?.visibility === "private" && isLimited(place.access ?? place.observed?.access, words),
  );
  if (limited.length === 0) return [];
  const people = new Set(limited.flatMap((place) => place.seats?.people ?? []));
  const group = limited[0]?.seats?.group ?? "";
  const all = new Set([...people, ...cohort.people.map((person) => foldAccount(person.username))]).size;
  if (people.size > words.limit) {
    const text = `${group}: ${people.size} people in ${words.group}, which is ${words.above} above ${words.limit}`;
    return [bad("fault", "members", text, words.remedy.over)];
  }
  const taken = `${group}: ${people.size} of ${words.limit} seats of ${words.group} are taken`;
  if (all <= words.limit) return [ok("members", taken)];
  return [
    bad("warning", "members", `${taken}, and with everybody in the file there would be ${all}`, words.remedy.soon),
  ];
}
