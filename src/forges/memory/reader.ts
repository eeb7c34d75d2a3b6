import type { ObservedIssue } from "../../core/model/issue.ts";
import type { ForgeReader } from "../types.ts";
import { listStored, type MemoryStore } from "./store.ts";

/** The reading half of the contract, over a project in memory. It counts requests as a server would be asked them. */
export function buildReader(store: MemoryStore): ForgeReader {
  const { place, counts } = store;
  const asked = <T>(answer: T, requests = 1): T => {
    counts.GET += requests;
    return answer;
  };
  const page = (issues: readonly ObservedIssue[]) => asked(issues, Math.max(1, Math.ceil(issues.length / 100)));
  return {
    kind: "memory",
    place: place.place,
    requests: () => ({ ...counts }),
    observePlace: async () => asked(place),
    describeAccess: async () => asked(place.access),
    readSchedules: async () => null,
    readSeats: async () => null,
    listIssues: async (label) => page(listStored(store).filter((issue) => issue.labels.includes(label))),
    listIssuesBy: async (account) => page(listStored(store).filter((issue) => issue.author === account)),
    listLabels: async () => asked([...store.labels].sort()),
    listMilestones: async () => asked([...store.milestones]),
    findAccounts: async (names) =>
      asked(Object.fromEntries([...new Set(names)].sort().map((name) => [name, store.accounts[name] ?? "eligible"]))),
    listComments: async (since) =>
      asked(store.comments.filter(({ at }) => at === undefined || Date.parse(at) >= Date.parse(since))),
    listCommentsOf: async (number) => asked(store.comments.filter((comment) => comment.number === number)),
    readActivity: async () => null,
    readIssue: async (number) => asked(store.issues.get(number) ?? null),
  };
}
