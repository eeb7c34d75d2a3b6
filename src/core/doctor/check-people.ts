import type { PlaceAccess } from "../model/issue.ts";
import type { PlaceFacts, SetupFacts } from "./setup-facts.ts";
import { bad, ok, type Finding } from "./check-result.ts";
import { foldAccount } from "../model/lookup/accounts.ts";

/** Whether everybody the file names is there and can be assigned, and whether the free tier's seats suffice. */
export function checkPeople(facts: SetupFacts): readonly Finding[] {
  if (facts.cohort.forge.profile.kind === "local") return [ok("members", "files need no accounts")];
  const found = facts.places.flatMap((place) => (place.accounts === null ? [] : [checkAccounts(facts, place)]));
  return [...found, ...checkSeats(facts), ...facts.places.flatMap((place) => checkReaders(facts, place))];
}

/** In the lane private only coordinators may read what is not theirs: on GitLab everybody else is a Guest there. */
function checkReaders({ cohort, named }: SetupFacts, place: PlaceFacts): readonly Finding[] {
  if (place.seats === null || !place.lanes.includes("private") || place.lanes.includes("team")) return [];
  const coordinators = cohort.people.filter((person) => person.roles.includes("coordinator"));
  const may = new Set(
    [place.observed?.account ?? "", ...coordinators.map((person) => person.username)].map(foldAccount),
  );
  const others = place.seats.readers.filter((name) => !may.has(name));
  if (others.length === 0) return [ok("members", `${place.place}: only coordinators can read everything in it`)];
  const who = named ? others.join(", ") : `${others.length} others`;
  const remedy = "Make them Guests in it: they see what they are assigned, and nobody else's";
  return [
    bad("warning", "members", `${place.place}: ${who} can read everything in it, confidential issues too`, remedy),
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
function isHostedFree(access: PlaceAccess | undefined): boolean {
  return access?.tier === "free" && access.version === null;
}

/** A private top-level group on gitlab.com Free becomes read-only once more people than this are in it. */
const FREE_SEATS = 5;

function checkSeats({ cohort, places }: SetupFacts): readonly Finding[] {
  const isHosted = cohort.forge.profile.kind === "gitlab" && cohort.forge.url === null;
  const limited = places.filter(
    (place) => place.seats?.visibility === "private" && isHostedFree(place.access ?? place.observed?.access),
  );
  if (!isHosted || limited.length === 0) return [];
  const people = new Set(limited.flatMap((place) => place.seats?.people ?? []));
  const group = limited[0]?.seats?.group ?? "";
  const all = new Set([...people, ...cohort.people.map((person) => foldAccount(person.username))]).size;
  if (people.size > FREE_SEATS)
    return [
      bad(
        "fault",
        "members",
        `${group}: ${people.size} people in a private group on gitlab.com Free, which is read-only above ${FREE_SEATS}`,
        "Take people out who need no account, or move to Premium or to a GitLab of your own; GitLab also has free seats for open source and education",
      ),
    ];
  if (all > FREE_SEATS)
    return [
      bad(
        "warning",
        "members",
        `${group}: ${people.size} of ${FREE_SEATS} seats of a private group on gitlab.com Free are taken, and with everybody in the file there would be ${all}`,
        "Move to Premium or a GitLab of your own before they are invited: above five people the group is read-only",
      ),
    ];
  return [
    ok("members", `${group}: ${people.size} of ${FREE_SEATS} seats of a private group on gitlab.com Free are taken`),
  ];
}
