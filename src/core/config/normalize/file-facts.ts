import { suggest } from "../../diagnostics/suggest.ts";
import type { Fault, Finding, Path } from "../problems/finding.ts";
import { quote } from "../problems/quoting.ts";

/** What the file as written holds, faults included, so that one mistake does not make ten. */
export interface FileFacts {
  /** Ids of everybody under `people` and `interns`, well described or not. */
  readonly people: ReadonlySet<string>;
  /** `people` lists somebody, so whoever is named elsewhere must be in it. */
  readonly isPeopleGiven: boolean;
  readonly projects: ReadonlySet<string>;
  /** What the file itself says of kinds, whatever its preset does. */
  readonly kinds: ReadonlyMap<string, unknown>;
  /** The file names a project for the lane private. */
  readonly isPrivateGiven: boolean;
  /** Somebody is named as coordinator, or has the role. */
  readonly isCoordinatorGiven: boolean;
  /** True for a path whose value was wrong, missing or within something wrong. */
  isBroken(path: string): boolean;
}

/** Read before faults are taken out of `data`. */
export function listFacts(data: unknown, broken: ReadonlySet<string>): FileFacts {
  const people = listIds(data, "people", "id");
  const isMalformed = broken.has("people");
  return {
    people: new Set([...people, ...listIds(data, "interns", "person")]),
    isPeopleGiven: people.length > 0 && !isMalformed,
    projects: new Set(listIds(data, "projects", "id")),
    kinds: new Map(Object.entries(readProperty(data, "kinds") ?? {})),
    isPrivateGiven: readProperty(readProperty(data, "forge"), "private") !== undefined,
    isCoordinatorGiven: hasCoordinator(data),
    isBroken: (path) => isBroken(path, broken),
  };
}

function hasCoordinator(data: unknown): boolean {
  if (readProperty(data, "coordinator") !== undefined) return true;
  const people = readProperty(data, "people");
  const entries: readonly unknown[] = typeof people === "object" && people !== null ? Object.values(people) : [];
  return entries.some((entry) => {
    const roles = readProperty(entry, "roles");
    return Array.isArray(roles) && roles.includes("coordinator");
  });
}

function isBroken(path: string, broken: ReadonlySet<string>): boolean {
  if (broken.has(path)) return true;
  const end = path.lastIndexOf(".");
  return end >= 0 && isBroken(path.slice(0, end), broken);
}

function listIds(data: unknown, section: string, key: string): readonly string[] {
  const found = readProperty(data, section);
  if (Array.isArray(found))
    return found.map((entry) => readProperty(entry, key)).filter((id) => typeof id === "string");
  return typeof found === "object" && found !== null ? Object.keys(found) : [];
}

function readProperty(data: unknown, key: string): unknown {
  return typeof data === "object" && data !== null ? (data as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** A finding when `id` is nobody of the file, although the file lists its people. */
export function checkPerson(id: string, path: Path, facts: FileFacts): readonly Finding[] {
  if (!facts.isPeopleGiven || facts.people.has(id)) return [];
  return [
    {
      ...unknown(
        "unknown-person",
        `nobody in the file is ${quote(id)}`,
        suggest(id, [...facts.people]),
        "Add them under people, or name somebody who is there.",
      ),
      at: [path],
    },
  ];
}

export function checkProject(id: string, path: Path, facts: FileFacts): readonly Finding[] {
  if (facts.projects.has(id)) return [];
  const remedy = "Describe it under projects, or leave project out: the intern then has a project of their own.";
  return [
    {
      ...unknown("unknown-project", `no project in the file is ${quote(id)}`, suggest(id, [...facts.projects]), remedy),
      at: [path],
    },
  ];
}

function unknown(code: Fault["code"], message: string, near: string | null, otherwise: string): Fault {
  return { code, message, remedy: near === null ? otherwise : `Did you mean ${near}?` };
}
