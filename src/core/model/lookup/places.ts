import { InvariantError } from "../../diagnostics/errors.ts";
import type { Observation, ObservedDetails, ObservedPlace } from "../issue.ts";
import { indexBy, oncePer } from "./once-per.ts";

/** The same for every spelling of a place: paths of projects, groups and owners are taken in any case by every forge. */
export function foldPlace(path: string): string {
  return path.toLowerCase();
}

export function isSamePlace(one: string, other: string): boolean {
  return foldPlace(one) === foldPlace(other);
}

const byName = oncePer((places: Observation["places"]) => indexBy(places, ({ place }) => place));

/** A forge project or group as it was observed, by name; null for one that was not. */
export function findPlace(
  { places }: Pick<Observation, "places">,
  name: string | null | undefined,
): ObservedPlace | null {
  return byName(places).get(name ?? "") ?? null;
}

/** A place that was observed. Throws on any other: what is planned for a place has seen it. */
export function placeNamed(observation: Pick<Observation, "places">, name: string): ObservedPlace {
  const place = findPlace(observation, name);
  if (place === null) throw new InvariantError(`the forge project ${name} was not observed`);
  return place;
}

/** What was read of a place because something will be written there; null where nobody read it. */
export function findDetails({ details }: Pick<Observation, "details">, place: string): ObservedDetails | null {
  return details?.find((one) => one.place === place) ?? null;
}
