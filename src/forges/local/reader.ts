import type { Capabilities, ObservedComment, ObservedIssue, ObservedPlace } from "../../core/model/issue.ts";
import { NO_ACCESS } from "../../core/model/issue.ts";
import type { ForgeReader } from "../types.ts";
import { readActivity } from "./activity.ts";
import { LABELS, MILESTONES, readNames } from "./catalog.ts";
import { isWritable } from "./files/disk.ts";
import type { LocalFolder } from "./folder.ts";
import { count, findStored, readAll, readSaid, readSaidUnder } from "./folder.ts";

/** Who writes the files. People are whoever has the folder, by the names they write into it. */
export const LOCAL_ACCOUNT = "fledgling";

const CAPABILITIES: Capabilities = {
  dueDate: true,
  confidential: true,
  scopedLabels: false,
  reference: "file",
  creationsPerHour: null,
  titleLimit: 255,
  children: null,
  epics: false,
  bodyLimit: 1_000_000,
};

/** The reading half of the contract; the writer is built on it. */
export function buildReader(local: LocalFolder): ForgeReader {
  const { place } = local;
  return {
    kind: "local",
    place,
    requests: () => ({ ...local.counts }),
    observePlace: () => observePlace(local),
    readSchedules: async () => null,
    readSeats: async () => null,
    describeAccess: async () => NO_ACCESS,
    listIssues: async (label) => listWhere(local, (issue) => issue.labels.includes(label)),
    listIssuesBy: async (account) => listWhere(local, (issue) => issue.author === account),
    listLabels: async () => {
      count(local, "GET", LABELS.file);
      return [...(await readNames(local, LABELS))].sort();
    },
    listMilestones: async () => {
      count(local, "GET", MILESTONES.file);
      return (await readNames(local, MILESTONES)).map((title, index) => ({ title, id: index + 1 }));
    },
    findAccounts: async (names) => Object.fromEntries([...names].sort().map((name) => [name, "eligible"] as const)),
    listComments: () => listComments(local),
    listCommentsOf: async (number) => {
      count(local, "GET", `${number}, its comments`);
      return readSaidUnder(local, number);
    },
    readActivity: (query) => readActivity(local, query),
    readIssue: async (number) => {
      count(local, "GET", String(number));
      const issue = (await findStored(local, number))?.issue ?? null;
      if (issue !== null) local.bodies.set(number, issue.body);
      return issue;
    },
  };
}

async function observePlace(local: LocalFolder): Promise<ObservedPlace> {
  const { place, folder } = local;
  const canWrite = await isWritable(folder);
  return {
    place,
    visibility: "private",
    account: LOCAL_ACCOUNT,
    canWrite,
    capabilities: CAPABILITIES,
    access: NO_ACCESS,
  };
}

async function listComments(local: LocalFolder): Promise<readonly ObservedComment[]> {
  count(local, "GET", "comments");
  return readSaid(local, LOCAL_ACCOUNT);
}

/** Costs a request for each hundred issues it gives, as on a forge. */
async function listWhere(
  local: LocalFolder,
  keep: (issue: ObservedIssue) => boolean,
): Promise<readonly ObservedIssue[]> {
  const issues = (await readAll(local)).map((stored) => stored.issue).filter(keep);
  count(local, "GET", `: ${issues.length} issues`, Math.max(1, Math.ceil(issues.length / 100)));
  return issues;
}
