import { judgeLane, judgeOccurrence, laneOfPlace, type Misfit } from "../desired/audience/visibility.ts";
import type { Lane } from "../model/cohort.ts";
import { ABILITIES, EXPIRY_WARNING } from "../plan/limits/access.ts";
import { daysBetween } from "../model/date.ts";
import type { ObservedPlace, PlaceAccess } from "../model/issue.ts";
import type { PlaceFacts, SetupFacts } from "./setup-facts.ts";
import { bad, ok, type Finding } from "./check-result.ts";

/** Token, rights, tier and lanes of one project. One that cannot be looked at says why, and nothing else. */
export function checkPlace(facts: SetupFacts, place: PlaceFacts): readonly Finding[] {
  const { refusal } = place;
  if (refusal !== null) return [bad("fault", refusal.subject, refusal.message, refusal.remedy)];
  const { observed } = place;
  if (observed === null) return [];
  const access = place.access ?? observed.access;
  return [
    checkToken(facts, observed, access),
    ...checkRights(facts, observed, access),
    checkTier(facts, place.place, access),
    ...place.lanes.flatMap((lane) => checkLane(facts, observed, lane)),
  ];
}

function checkToken({ cohort, today }: SetupFacts, observed: ObservedPlace, { token }: PlaceAccess): Finding {
  const who = observed.account ?? "an account that it does not tell";
  const { without } = cohort.forge.profile.words;
  if (without.token !== undefined) return ok("token", without.token);
  if (token === null)
    return bad(
      "unknown",
      "token",
      `${observed.place}: it works, as ${who}; its last day is not told`,
      "Look it up where it was made",
    );
  const scopes = token.scopes === null ? "" : ` with ${token.scopes.join(", ") || "no scope"}`;
  const what = `${observed.place}: ${who}, ${token.kind}${scopes}`;
  if (token.expires === null) return ok("token", `${what}; it names no last day`);
  const days = daysBetween(today, token.expires);
  if (days > EXPIRY_WARNING) return ok("token", `${what}; it ends on ${token.expires}, in ${days} days`);
  return bad(
    days < 0 ? "fault" : "warning",
    "token",
    `${what}; it ends on ${token.expires}, ${days < 0 ? "which is over" : days === 0 ? "which is today" : `in ${days} day${days === 1 ? "" : "s"}`}`,
    "Make a new one with the same rights and put it in its place; docs/forges.md says how",
  );
}

function checkRights({ cohort }: SetupFacts, observed: ObservedPlace, access: PlaceAccess): readonly Finding[] {
  const role = access.role === null ? "" : ` (${access.role})`;
  const { grants } = cohort.forge.profile.words;
  if (observed.canWrite === false || access.lacks.includes("issues"))
    return [bad("fault", "rights", `${observed.place}: may not write issues${role}`, grants.issues)];
  if (access.lacks.length > 0)
    return [...access.lacks]
      .sort()
      .map((right) => bad("warning", "rights", `${observed.place}: may not ${ABILITIES[right]}${role}`, grants[right]));
  if (observed.canWrite === true) return [ok("rights", `${observed.place}: everything that is needed${role}`)];
  return [
    bad(
      "unknown",
      "rights",
      `${observed.place}: it may read; whether it may write, only trying tells${role}`,
      "`fledgling doctor --live --project` with a scratch project tries everything",
    ),
  ];
}

function checkTier({ cohort }: SetupFacts, place: string, { tier, version, owner }: PlaceAccess): Finding {
  const { kind, words, behaviour } = cohort.forge.profile;
  if (words.without.tier !== undefined) return ok("tier", words.without.tier);
  const server = version === null ? kind : `${kind} ${version}`;
  if (!behaviour.hasTiers)
    return ok(
      "tier",
      `${place}: ${server}${owner === null ? "" : `, held by ${owner === "user" ? "a person" : "an organization"}`}`,
    );
  if (tier !== null) return ok("tier", `${place}: ${server}, ${tier}`);
  return bad(
    "unknown",
    "tier",
    `${place}: ${server}, and the tier is not told; what paid tiers have is left alone`,
    "Nothing has to be done. A token of somebody who may read the group lets it be told",
  );
}

const WIDTH = { public: "anybody", internal: "everybody with an account here", private: "its members" } as const;

function checkLane(facts: SetupFacts, observed: ObservedPlace, lane: Lane): readonly Finding[] {
  const { cohort, occurrences, today } = facts;
  const ahead = occurrences.filter((one) => one.lane === lane && (one.closes ?? one.due ?? one.opens) >= today);
  const here = ahead.filter((one) => laneOfPlace(cohort, one) === lane);
  if (ahead.length > 0 && here.length === 0)
    return [ok("lane", `${lane}: each of its issues is a link to its form, in ${cohort.forge.projects.team}`)];
  const found = new Map<string, { misfit: Misfit; kinds: Set<string> }>();
  for (const occurrence of here) {
    const misfit = judgeOccurrence(cohort, occurrence, observed);
    if (misfit === null) continue;
    const entry = found.get(misfit.reason) ?? { misfit, kinds: new Set() };
    entry.kinds.add(occurrence.kind);
    found.set(misfit.reason, entry);
  }
  if (found.size === 0) return [describeLane(facts, observed, lane)];
  // A programme can do without a private lane, and says so; one that is open is a mistake.
  const isMistake = lane === "team" || cohort.forge.projects.private !== cohort.forge.projects.team;
  const state = isMistake && judgeLane(cohort, lane, observed) !== null ? "fault" : "warning";
  return [...found.values()].map(({ misfit, kinds }) =>
    bad(state, "lane", `${lane}: ${misfit.reason}; nothing is made of ${[...kinds].sort().join(", ")}`, misfit.remedy),
  );
}

function describeLane({ cohort }: SetupFacts, { place, visibility }: ObservedPlace, lane: Lane): Finding {
  const { without } = cohort.forge.profile.words;
  if (without.lane !== undefined) return ok("lane", `${lane}: ${without.lane}`);
  const hidden = lane !== "public" && visibility !== "private" ? ", where its issues are confidential" : "";
  return ok("lane", `${lane}: ${place}, which ${WIDTH[visibility]} can read${hidden}`);
}
