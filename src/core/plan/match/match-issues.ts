import type { ReadBody } from "../../marker/body.ts";
import { readBody } from "../../marker/body.ts";
import type { Cohort } from "../../model/cohort.ts";
import type { ObservedIssue, ObservedPlace, Observation } from "../../model/issue.ts";
import type { Key } from "../../model/key.ts";
import { formatKey, parseKey } from "../../model/key.ts";
import { cohortLabel } from "../../desired/labels.ts";
import type { Match, Clash, Matches } from "../model/match.ts";
import { accountSet } from "../../model/lookup/accounts.ts";
import { compareText } from "../../text/compare-text.ts";

/** Accounts whose issues are ours in one place: the token's own and those the file names. */
function listTrusted(cohort: Cohort, { account: own }: ObservedPlace): readonly string[] {
  const { profile, accounts } = cohort.forge;
  // Where the file names none, a token that does not say whose it is has the account that such tokens write as.
  const unnamed = own === null && accounts.length === 0 ? profile.behaviour.unnamedAccount : null;
  return [...new Set([own, unnamed, ...accounts].filter((account) => account !== null))].sort();
}

/** Finds every key on the forge: by the marker or the footer of issues that trusted accounts opened, never by title. */
export function matchIssues(cohort: Cohort, observation: Observation, repository: string): Matches {
  const found = new Map<string, Match[]>();
  const clashes: Clash[] = [];
  const lost: ObservedIssue[] = [];
  const foreign: Match[] = [];
  const renamings = listRenamings(cohort);
  const trusted = new Map(observation.places.map((place) => [place.place, listTrusted(cohort, place)]));
  const isTrusted = buildTrust(cohort, trusted);
  for (const issue of listAll(observation)) {
    const body = readBody(issue.body);
    const key = body.key === null ? null : canonicalKey(cohort, renamings, body.key);
    const isOurs = isTrusted(issue);
    if (key === null) {
      if (isOurs && body.key === null && issue.labels.includes(cohortLabel(cohort.id))) lost.push(issue);
      continue;
    }
    const match = { key, issue, body };
    const refusal = isOurs
      ? refuse(body)
      : `#${issue.number} carries this key but ${issue.author} opened it, whom the file does not trust; if that account was ours, add it to forge.accounts: [${issue.author}]`;
    if (refusal !== null) clashes.push({ key, issue, reason: refusal });
    else if (isForeign(body, repository)) foreign.push(match);
    else found.set(key, [...(found.get(key) ?? []), match]);
  }
  return { ...pickCanonical(found), clashes: clashes.sort(byKey), lost, foreign, trusted };
}

function listAll(observation: Observation): readonly ObservedIssue[] {
  const seen = new Map<string, ObservedIssue>();
  for (const issue of [
    ...observation.issues,
    ...(observation.details ?? []).flatMap((details) => details.unlabelled),
  ]) {
    const id = `${issue.place}#${issue.number}`;
    if (!seen.has(id)) seen.set(id, issue);
  }
  return [...seen.values()].sort((a, b) => compareText(a.place, b.place) || a.number - b.number);
}

/** Where there are no accounts to tell people apart, everybody is trusted who can write there. */
function buildTrust(cohort: Cohort, trusted: Matches["trusted"]): (issue: ObservedIssue) => boolean {
  if (!cohort.forge.profile.behaviour.hasAccounts) return () => true;
  const accounts = new Map([...trusted].map(([place, names]) => [place, accountSet(names)]));
  return ({ place, author }) => accounts.get(place)?.has(author) ?? false;
}

function refuse(body: ReadBody): string | null {
  if (body.problem === "newer-version") return "a newer Fledgling wrote it; update before running this cohort";
  if (body.problem === "two-keys")
    return "its text carries the keys of two issues; delete the marker that does not belong";
  return null;
}

function isForeign(body: ReadBody, repository: string): boolean {
  const theirs = body.marker?.repository ?? "";
  return repository !== "" && theirs !== "" && theirs !== repository;
}

function pickCanonical(found: ReadonlyMap<string, readonly Match[]>): Pick<Matches, "byKey" | "duplicates"> {
  const byKeyMap = new Map<string, Match>();
  const duplicates: Match[] = [];
  for (const key of [...found.keys()].sort()) {
    const [first, ...rest] = [...(found.get(key) ?? [])].sort((a, b) => a.issue.number - b.issue.number);
    if (first === undefined) continue;
    byKeyMap.set(key, first);
    duplicates.push(...rest);
  }
  return { byKey: byKeyMap, duplicates };
}

/** Old names of a cohort's people and projects, and of its kinds, with the present ones. */
interface Renamings {
  readonly subjects: ReadonlyMap<string, string>;
  readonly kinds: ReadonlyMap<string, string>;
}

function listRenamings(cohort: Cohort): Renamings {
  const subjects = [...cohort.people, ...cohort.projects];
  return {
    subjects: new Map(subjects.flatMap(({ id, formerly }) => formerly.map((former) => [former, id] as const))),
    kinds: new Map(
      Object.entries(cohort.kinds).flatMap(([name, { formerly = [] }]) =>
        formerly.map((former) => [former, name] as const),
      ),
    ),
  };
}

/** The key as the file names it today: `formerly` maps old names of a cohort, a kind, a person or a project onto new ones. Null for another cohort's. */
function canonicalKey(cohort: Cohort, { subjects, kinds }: Renamings, text: string): string | null {
  const key = parseKey(text);
  if (key === null) return null;
  if (key.cohort !== cohort.id && !cohort.formerly.includes(key.cohort)) return null;
  const renamed: Key = {
    ...key,
    cohort: cohort.id,
    kind: kinds.get(key.kind) ?? key.kind,
    subject: subjects.get(key.subject) ?? key.subject,
  };
  return formatKey(renamed);
}

function byKey(a: Clash, b: Clash): number {
  return compareText(a.key, b.key) || a.issue.number - b.issue.number;
}
