import type { Cohort, ForgeTarget, KindSetting, Person, Role } from "../model/cohort.ts";
import { listEntries, sortBy } from "./entries.ts";
import type { Entry } from "./entries.ts";
import type { Finding } from "./finding.ts";
import { buildForge, LOCAL_FORGE, parseForgeText } from "./forge.ts";
import type { DateSpan } from "./normalize-dates.ts";
import { readMilestones, readProgrammeSpan } from "./normalize-dates.ts";
import type { NormalIntern } from "./normalize-interns.ts";
import { buildIntern, checkAbsences } from "./normalize-interns.ts";
import { buildPerson } from "./normalize-people.ts";
import { readProjects } from "./normalize-projects.ts";
import type { FileFacts } from "./references.ts";
import { checkPerson } from "./references.ts";
import type { Draft } from "./salvage.ts";
import type { CohortFile } from "./schema.ts";
import type { InternEntry, PersonEntry } from "./schema-people.ts";
import { LONGEST_COHORT_ID } from "./check-text.ts";
import { slug } from "./words.ts";

type People = readonly Entry<Draft<PersonEntry>>[];

/** A cohort with every default filled in; where the file is wrong or silent, with something that stands in. */
export interface Normalized {
  readonly cohort: Cohort;
  readonly findings: readonly Finding[];
  /** False when the programme's dates stand in, so that no rule about dates means anything. */
  readonly areDatesKnown: boolean;
}

export function normalize(draft: Draft<CohortFile>, facts: FileFacts, file: { readonly name: string; readonly lines: Readonly<Record<string, number>> }): Normalized {
  const findings: Finding[] = [];
  const keep = <T extends { readonly findings: readonly Finding[] }>(part: T): T => {
    findings.push(...part.findings);
    return part;
  };
  const programme = draft.cohort ?? {};
  const span = keep(readProgrammeSpan(programme, facts.isBroken));
  const zone = programme.zone ?? "UTC";
  if (programme.zone === undefined && draft.cohort !== undefined && !facts.isBroken("cohort.zone")) findings.push(defaultZone());
  const people = keep(listEntries<Draft<PersonEntry>>(draft.people, ["people"], "id", {})).entries;
  const interns = keep(readInterns(draft.interns, span, facts));
  const coordinator = keep(readCoordinator(draft.coordinator, people, facts));
  const everybody = keep(listPeople(people, interns, coordinator.id, zone, facts));
  const nameOf = (id: string) => everybody.people.find((person) => person.id === id)?.name ?? id;
  const projects = keep(readProjects(draft.projects, interns.interns.map(({ intern }) => intern), nameOf)).projects;
  const cohort: Cohort = {
    id: keep(readId(programme, facts)).id,
    title: programme.title ?? "",
    start: span.start,
    end: span.end,
    zone,
    language: programme.language ?? "en",
    live: draft.live ?? false,
    formerly: present(programme.formerly),
    coordinator: coordinator.id,
    forge: keep(readForge(draft.forge)).target,
    people: everybody.people,
    interns: sortBy(interns.interns.map(({ intern }) => intern), (intern) => intern.person),
    projects,
    milestones: keep(readMilestones(draft.milestones)).milestones,
    kinds: readKinds(draft.kinds),
    links: sortKeys(draft.links),
    maxChange: draft.guards?.max_change ?? 0.5,
    accept: present(draft.accept).flatMap(({ code, reason, by }) => (code === undefined || reason === undefined || by === undefined ? [] : [{ code, reason, by }])),
    file: file.name,
    lines: file.lines,
  };
  return { cohort, findings, areDatesKnown: span.isKnown };
}

function defaultZone(): Finding {
  return { code: "default-zone", message: "no time zone is given, so dates are counted in UTC", remedy: "Write zone: and a place, such as Europe/Berlin.", at: [["cohort"]], onKey: true };
}

function readId(programme: Draft<CohortFile["cohort"]>, facts: FileFacts): { readonly id: string; readonly findings: readonly Finding[] } {
  if (programme.id !== undefined) return { id: programme.id, findings: [] };
  const id = slug(programme.title ?? "", LONGEST_COHORT_ID);
  if (id !== "" && id !== "all") return { id, findings: [] };
  if (programme.title === undefined || facts.isBroken("cohort.id")) return { id: "cohort", findings: [] };
  const finding: Finding = { code: "missing-key", message: "no id can be made of this title", remedy: "Add id: under cohort, such as summer-2026.", at: [["cohort", "title"]] };
  return { id: "cohort", findings: [finding] };
}

type Interns = { readonly interns: readonly NormalIntern[]; readonly entries: readonly Entry<Draft<InternEntry>>[]; readonly findings: readonly Finding[] };

function readInterns(section: Draft<CohortFile["interns"]>, span: DateSpan, facts: FileFacts): Interns {
  const { entries, findings } = listEntries<Draft<InternEntry>>(section, ["interns"], "person", {});
  const interns = entries.map((entry) => buildIntern(entry, span, facts));
  return { interns, entries, findings: [...findings, ...interns.flatMap((intern) => intern.findings)] };
}

/** Whoever the file names; else the only one whose role it is. */
function readCoordinator(named: string | undefined, people: People, facts: FileFacts): { readonly id: string; readonly findings: readonly Finding[] } {
  if (named !== undefined) return { id: named, findings: checkPerson(named, ["coordinator"], facts) };
  const [first, ...others] = people.filter(({ value }) => value.roles?.includes("coordinator"));
  if (first !== undefined && others.length === 0) return { id: first.id, findings: [] };
  if (facts.isBroken("coordinator")) return { id: "coordinator", findings: [] };
  const message = first === undefined ? "nobody is named as coordinator" : "several people are coordinators";
  const remedy = first === undefined ? "Add coordinator: and the id of who keeps the programme together." : `Say who is in charge, such as coordinator: ${first.id}.`;
  return { id: "coordinator", findings: [{ code: "missing-key", message, remedy, at: [["coordinator"]] }] };
}

function listPeople(people: People, { interns, entries }: Interns, coordinator: string, zone: string, facts: FileFacts): { readonly people: readonly Person[]; readonly findings: readonly Finding[] } {
  const roles = new Map<string, Set<Role>>(people.map(({ id }) => [id, new Set()]));
  const add = (id: string, role: Role | null) => {
    const held = roles.get(id) ?? new Set();
    if (role !== null) held.add(role);
    roles.set(id, held);
  };
  add(coordinator, "coordinator");
  for (const { id, role } of interns.flatMap(({ named }) => named)) add(id, role);
  const described = [...people, ...entries];
  for (const { value } of described) for (const absence of value.absences ?? []) if (absence?.backup !== undefined) add(absence.backup, null);
  const built = sortBy(roles.keys(), (id) => id).map((id) => {
    const entry = people.find((candidate) => candidate.id === id)?.value ?? null;
    return buildPerson({ id, entry, intern: entries.find((candidate) => candidate.id === id) ?? null, roles: roles.get(id) ?? new Set() }, zone);
  });
  const absences = described.flatMap(({ id, value, path }) => checkAbsences(id, value.absences, [...path, "absences"], facts));
  return { people: built.map(({ person }) => person), findings: [...absences, ...built.flatMap(({ findings }) => findings)] };
}

function readForge(written: Draft<CohortFile["forge"]>): { readonly target: ForgeTarget; readonly findings: readonly Finding[] } {
  if (written === undefined) return { target: LOCAL_FORGE, findings: [] };
  if (typeof written === "string") {
    const parsed = parseForgeText(written);
    return { target: "target" in parsed ? parsed.target : LOCAL_FORGE, findings: [] };
  }
  if (written.kind === undefined) return { target: LOCAL_FORGE, findings: [] };
  const accounts = written.accounts === undefined ? undefined : present(written.accounts);
  const built = buildForge({ ...written, kind: written.kind, accounts });
  if ("target" in built) return { target: built.target, findings: [] };
  return { target: LOCAL_FORGE, findings: [{ ...built.fault, at: [["forge", built.key]], onKey: built.fault.code === "bad-forge" && written.kind === "local" }] };
}

function readKinds(written: Draft<CohortFile["kinds"]>): Readonly<Record<string, KindSetting>> {
  const settings = Object.entries(written ?? {}).map(([kind, setting]) => [kind, readKind(setting)] as const);
  return Object.fromEntries(settings.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readKind(setting: unknown): KindSetting {
  if (typeof setting !== "object" || setting === null) return { enabled: setting !== false && setting !== "off", overrides: {} };
  const { enabled, ...overrides } = setting as Readonly<Record<string, unknown>>;
  const isSwitch = enabled === undefined || ["on", "off", true, false].includes(enabled as string | boolean);
  return { enabled: enabled !== false && enabled !== "off", overrides: isSwitch ? overrides : { ...overrides, enabled } };
}

function sortKeys(written: Readonly<Record<string, string | undefined>> | undefined): Readonly<Record<string, string>> {
  const pairs = Object.entries(written ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function present<T>(items: readonly (T | undefined)[] | undefined): readonly T[] {
  return (items ?? []).filter((item) => item !== undefined);
}
