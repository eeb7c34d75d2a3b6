import type {
  IssueAddress,
  ObservedComment,
  ObservedIssue,
  ObservedMilestone,
  ObservedPlace,
} from "../../core/model/issue.ts";
import type { RequestCounts } from "../../core/model/outcome.ts";

/**
 * One project held in memory, as a server would hold it. It begins with what was observed of a real one, or empty, and
 * is changed by its writer alone; several readers and writers may share it, like several clients of one server.
 */
export interface MemoryStore {
  /** What the project is and can do: a place that was observed keeps its own capabilities. */
  readonly place: ObservedPlace;
  /** Who writes through it. */
  readonly account: string;
  readonly issues: Map<number, ObservedIssue>;
  /** What was said, oldest first. */
  readonly comments: ObservedComment[];
  readonly labels: Set<string>;
  readonly milestones: ObservedMilestone[];
  /** Whether an account can be assigned, as far as that was asked; others are taken at their name. */
  readonly accounts: Readonly<Record<string, "eligible" | "ineligible" | "missing" | "unknown">>;
  readonly counts: Record<keyof RequestCounts, number>;
  /** ISO instant at which everything happens. */
  readonly now: string;
}

export interface MemorySeed {
  readonly place: ObservedPlace;
  /** Who writes, where the place does not tell. */
  readonly account: string;
  readonly now: string;
  readonly issues?: readonly ObservedIssue[];
  readonly comments?: readonly ObservedComment[];
  readonly labels?: readonly string[];
  readonly milestones?: readonly ObservedMilestone[];
  readonly accounts?: MemoryStore["accounts"];
}

/** A store with what `seed` says of its own place; what is said of others is left out. */
export function openStore(seed: MemorySeed): MemoryStore {
  const { place } = seed.place;
  const isHere = (address: Pick<IssueAddress, "place">) => address.place === place;
  return {
    place: seed.place,
    account: seed.account,
    issues: new Map((seed.issues ?? []).filter(isHere).map((issue) => [issue.number, issue])),
    comments: (seed.comments ?? []).filter(isHere),
    labels: new Set(seed.labels),
    milestones: [...(seed.milestones ?? [])],
    accounts: seed.accounts ?? {},
    counts: { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 },
    now: seed.now,
  };
}

/** Issues in the order of their numbers, as listings have them. */
export function listStored(store: MemoryStore): readonly ObservedIssue[] {
  return [...store.issues.values()].sort((a, b) => a.number - b.number);
}
