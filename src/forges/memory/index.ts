import type { Cohort } from "../../core/model/cohort.ts";
import type { Observation, ObservedComment, ObservedDetails, ObservedPlace } from "../../core/model/issue.ts";
import { findDetails } from "../../core/model/lookup/places.ts";
import type { ForgeWriter } from "../types.ts";
import { listStored, openStore, type MemoryStore } from "./store.ts";
import { buildWriter } from "./writer.ts";

export { buildReader as openMemoryReader } from "./reader.ts";
export { buildWriter as openMemoryWriter } from "./writer.ts";
export { openStore } from "./store.ts";

/** A whole forge in memory: the projects of one cohort, for looking ahead, simulation and tests. */
export interface MemoryForge {
  /** By place, as a run wants them. */
  readonly writers: ReadonlyMap<string, ForgeWriter>;
  /** What its projects have beside issues, as a run asks before it writes. */
  details(): readonly ObservedDetails[];
  /** What a run would observe of it now: `before` with the issues as they are, and the digest's comments where it has one. */
  observe(before: Observation): Observation;
}

/** Who writes where a forge does not say whose the token is. */
const UNNAMED = "github-actions[bot]";

/** A copy of what was observed, which may be written to without anybody noticing. `now` is an ISO instant. */
export function openMemoryForge(cohort: Cohort, observation: Observation, now: string): MemoryForge {
  const stores = observation.places.map((place) => copyPlace(cohort, observation, place, now));
  return {
    writers: new Map(stores.map((store) => [store.place.place, buildWriter(store)])),
    details: () => stores.map((store) => describeStore(observation, store)),
    observe: (before) => {
      const { digest, ...rest } = before;
      const said = stores.find(({ place }) => place.place === digest?.place)?.comments ?? [];
      return {
        ...rest,
        issues: listIssues(stores, before),
        ...(digest === undefined
          ? {}
          : { digest: { ...digest, comments: said.filter(({ number }) => number === digest.number) } }),
      };
    },
  };
}

function copyPlace(cohort: Cohort, observation: Observation, place: ObservedPlace, now: string): MemoryStore {
  const details = findDetails(observation, place.place);
  const { issues, comments, digest } = observation;
  const isKnown = (one: ObservedComment) =>
    comments.some(({ place: at, number, id }) => at === one.place && number === one.number && id === one.id);
  const told = (digest?.comments ?? []).filter((comment) => !isKnown(comment));
  const carried = issues.filter((issue) => issue.place === place.place).flatMap(({ milestone }) => milestone ?? []);
  const listed = details?.milestones ?? [];
  const others = [...new Set(carried)].filter((title) => !listed.some((milestone) => milestone.title === title));
  return openStore({
    place,
    account: place.account ?? cohort.forge.accounts[0] ?? UNNAMED,
    now,
    issues,
    comments: [...comments, ...told],
    labels: details?.labels ?? [],
    // Without a listing, those that issues carry are known to be there.
    milestones: [...listed, ...others.map((title, index) => ({ title, id: listed.length + index + 1 }))],
    accounts: details?.accounts ?? {},
  });
}

function describeStore(
  observation: Observation,
  { place, labels, milestones, accounts }: MemoryStore,
): ObservedDetails {
  const unlabelled = findDetails(observation, place.place)?.unlabelled ?? [];
  return { place: place.place, labels: [...labels].sort(), milestones: [...milestones], accounts, unlabelled };
}

/** In the order in which they were observed, what is new last: plans do not depend on it, and people compare them. */
function listIssues(stores: readonly MemoryStore[], before: Observation): Observation["issues"] {
  const byPlace = new Map(stores.map((store) => [store.place.place, store]));
  const known = before.issues.flatMap(({ place, number }) => byPlace.get(place)?.issues.get(number) ?? []);
  const listed = new Set(known);
  return [...known, ...stores.flatMap((store) => listStored(store).filter((issue) => !listed.has(issue)))];
}
