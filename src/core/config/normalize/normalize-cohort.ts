import { findForge, isHosted, listAddresses, type KnownForges } from "../../forge/known-forges.ts";
import type { Acceptance, Cohort, ForgeTarget, KindSetting } from "../../model/cohort.ts";
import { LONGEST_COHORT_ID } from "../schema/check-text.ts";
import type { Finding } from "../problems/finding.ts";
import { buildForge, findDefault, parseForgeText, standIn } from "../schema/forge-address.ts";
import { readMilestones, readProgrammeSpan } from "./read-dates.ts";
import { readEverybody } from "./read-everybody.ts";
import { readMeetings } from "./read-meetings.ts";
import type { FileFacts } from "./file-facts.ts";
import type { Draft } from "./salvage.ts";
import type { CohortFile } from "../schema/cohort-file.ts";
import { slug } from "../problems/quoting.ts";
import { listChoices } from "../../text/list-words.ts";

/** A cohort with every default filled in; where the file is wrong or silent, with something that stands in. */
export interface Normalized {
  readonly cohort: Cohort;
  readonly findings: readonly Finding[];
  /** False when the programme's dates stand in, so that no rule about dates means anything. */
  readonly areDatesKnown: boolean;
}

export function normalize(
  draft: Draft<CohortFile>,
  facts: FileFacts,
  file: { readonly name: string; readonly lines: Readonly<Record<string, number>>; readonly forges: KnownForges },
): Normalized {
  const programme = draft.cohort ?? {};
  const span = readProgrammeSpan(programme, facts.isBroken);
  const zone = readZone(draft, facts);
  const id = readId(programme, facts);
  const everybody = readEverybody(draft, span, zone.zone, facts);
  const forge = readForge(draft.forge, facts, file.forges);
  const milestones = readMilestones(draft.milestones, zone.zone);
  const meetings = readMeetings(draft.meetings, zone.zone);
  const cohort: Cohort = {
    id: id.id,
    title: programme.title ?? "",
    start: span.start,
    end: span.end,
    zone: zone.zone,
    language: programme.language ?? "en",
    live: draft.live ?? false,
    formerly: present(programme.formerly),
    coordinator: everybody.coordinator,
    forge: forge.target,
    people: everybody.people,
    interns: everybody.interns,
    projects: everybody.projects,
    milestones: milestones.milestones,
    meetings: meetings.meetings,
    phases: draft.phases === true || draft.phases === "on",
    kinds: readKinds(draft.kinds),
    links: sortKeys(draft.links),
    maxChange: draft.guards?.max_change ?? 0.5,
    accept: readAccept(draft.accept),
    file: file.name,
    lines: file.lines,
  };
  const findings = [span, zone, id, everybody, forge, milestones, meetings].flatMap((part) => part.findings);
  return { cohort, findings, areDatesKnown: span.isKnown };
}

function readAccept(written: Draft<CohortFile["accept"]>): readonly Acceptance[] {
  return present(written).flatMap(({ code, reason, by }) =>
    code === undefined || reason === undefined || by === undefined ? [] : [{ code, reason, by }],
  );
}

function readZone(
  draft: Draft<CohortFile>,
  facts: FileFacts,
): { readonly zone: string; readonly findings: readonly Finding[] } {
  const zone = draft.cohort?.zone;
  if (zone !== undefined) return { zone, findings: [] };
  const isUnsaid = draft.cohort !== undefined && !facts.isBroken("cohort.zone");
  return { zone: "UTC", findings: isUnsaid ? [defaultZone()] : [] };
}

function defaultZone(): Finding {
  return {
    code: "default-zone",
    message: "no time zone is given, so dates are counted in UTC",
    remedy: "Write zone: and a place, such as Europe/Berlin.",
    at: [["cohort"]],
    onKey: true,
  };
}

function readId(
  programme: Draft<CohortFile["cohort"]>,
  facts: FileFacts,
): { readonly id: string; readonly findings: readonly Finding[] } {
  if (programme.id !== undefined) return { id: programme.id, findings: [] };
  const id = slug(programme.title ?? "", LONGEST_COHORT_ID);
  if (id !== "" && id !== "all") return { id, findings: [] };
  if (programme.title === undefined || facts.isBroken("cohort.id")) return { id: "cohort", findings: [] };
  const finding: Finding = {
    code: "missing-key",
    message: "no id can be made of this title",
    remedy: "Add id: under cohort, such as summer-2026.",
    at: [["cohort", "title"]],
  };
  return { id: "cohort", findings: [finding] };
}

function readForge(
  written: Draft<CohortFile["forge"]>,
  facts: FileFacts,
  forges: KnownForges,
): { readonly target: ForgeTarget; readonly findings: readonly Finding[] } {
  if (written === undefined) {
    const usual = findDefault(forges);
    if (usual !== null) return { target: usual, findings: [] };
    return { target: standIn(forges), findings: facts.isBroken("forge") ? [] : [missingForge(forges)] };
  }
  if (typeof written === "string") {
    const parsed = parseForgeText(written, forges);
    return { target: "target" in parsed ? parsed.target : standIn(forges), findings: [] };
  }
  if (written.kind === undefined || facts.isBroken("forge.project")) return { target: standIn(forges), findings: [] };
  const accounts = written.accounts === undefined ? undefined : present(written.accounts);
  const built = buildForge({ ...written, kind: written.kind, accounts }, forges);
  if ("target" in built) return { target: built.target, findings: [] };
  const profile = findForge(forges, written.kind);
  const isBare = profile !== null && !isHosted(profile);
  const onKey = built.fault.code === "bad-forge" && isBare;
  return { target: standIn(forges), findings: [{ ...built.fault, at: [["forge", built.key]], onKey }] };
}

/** Only where every forge needs an address. */
function missingForge(forges: KnownForges): Finding {
  return {
    code: "missing-key",
    message: "`forge` is missing",
    remedy: `Write where the issues live, such as ${listChoices(listAddresses(forges))}.`,
    at: [["forge"]],
  };
}

function readKinds(written: Draft<CohortFile["kinds"]>): Readonly<Record<string, KindSetting>> {
  const settings = Object.entries(written ?? {}).map(([kind, setting]) => [kind, readKind(setting)] as const);
  return Object.fromEntries(settings.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readKind(setting: unknown): KindSetting {
  if (typeof setting !== "object" || setting === null)
    return { enabled: setting !== false && setting !== "off", overrides: {} };
  const { enabled, formerly, ...overrides } = setting as Readonly<Record<string, unknown>>;
  const isSwitch = enabled === undefined || ["on", "off", true, false].includes(enabled as string | boolean);
  return {
    enabled: enabled !== false && enabled !== "off",
    overrides: isSwitch ? overrides : { ...overrides, enabled },
    ...(Array.isArray(formerly) ? { formerly: present(formerly as readonly (string | undefined)[]) } : {}),
  };
}

function sortKeys(written: Readonly<Record<string, string | undefined>> | undefined): Readonly<Record<string, string>> {
  const pairs = Object.entries(written ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function present<T>(items: readonly (T | undefined)[] | undefined): readonly T[] {
  return (items ?? []).filter((item) => item !== undefined);
}
