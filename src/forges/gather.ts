import type { Activity, ActivityIssue, ActivityQuery, ActivityRequest } from "../core/model/activity.ts";
import { compareInstants } from "../core/calendar/instant.ts";
import { compareText } from "../core/text/compare-text.ts";
import { isSameAccount } from "../core/model/lookup/accounts.ts";

/** What the pages of a reading have brought so far. Lists shift while they are read: what comes twice is there once. */
export interface Gathered {
  readonly requests: Map<string, ActivityRequest>;
  readonly issues: Map<string, ActivityIssue>;
  readonly gaps: Map<string, Gap>;
}

type Gap = Activity["gaps"][number];
type Look = ActivityRequest["reviews"][number];

export function openGathering(): Gathered {
  return { requests: new Map(), issues: new Map(), gaps: new Map() };
}

export function addRequest({ requests }: Gathered, request: ActivityRequest): void {
  requests.set(`${request.place} ${request.number}`, request);
}

export function addIssue({ issues }: Gathered, issue: ActivityIssue): void {
  issues.set(`${issue.place} ${issue.number}`, issue);
}

/** Once for each place and sort. */
export function addGap({ gaps }: Gathered, gap: Gap): void {
  gaps.set(`${gap.place} ${gap.what}`, gap);
}

/** All of it, by place and number. */
export function finishGathering({ requests, issues, gaps }: Gathered, query: ActivityQuery): Activity {
  const { since, until } = query;
  return {
    since,
    until,
    requests: [...requests.values()].sort(byPlace),
    issues: [...issues.values()].sort(byPlace),
    gaps: [...gaps.values()].sort((a, b) => compareText(a.place, b.place) || compareText(a.what, b.what)),
  };
}

/** Who looked, by when, without the author of what was looked at. */
export function listOthers(looks: readonly Look[], author: string): readonly Look[] {
  return looks
    .filter(({ by }) => !isSameAccount(by, author))
    .sort((a, b) => compareInstants(a.at, b.at) || compareText(a.by, b.by));
}

/** The label that everything of a programme's own has. */
export function isOurs(labels: readonly string[]): boolean {
  return labels.some((label) => label.startsWith("cohort::"));
}

type Placed = { readonly place: string; readonly number: number };

function byPlace(a: Placed, b: Placed): number {
  return compareText(a.place, b.place) || a.number - b.number;
}
