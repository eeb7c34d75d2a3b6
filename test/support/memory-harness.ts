import type { ObservedIssue, ObservedPlace } from "../../src/core/model/issue.ts";
import { NO_ACCESS } from "../../src/core/model/issue.ts";
import { openMemoryReader, openMemoryWriter, openStore } from "../../src/forges/memory/index.ts";
import type { ForgeHarness, ForgeWorld } from "./harness.ts";

const NOW = "2026-06-01T09:00:00Z";

const PLACE: ObservedPlace = {
  place: "team",
  visibility: "private",
  account: "fledgling-bot",
  canWrite: true,
  capabilities: {
    dueDate: true,
    confidential: true,
    scopedLabels: false,
    reference: "number",
    children: null,
    epics: false,
    creationsPerHour: null,
    titleLimit: 255,
    bodyLimit: 1_000_000,
  },
  access: NO_ACCESS,
};

/** A project in memory in place of a server; its requests are those that it counts. */
export const memoryHarness: ForgeHarness = {
  name: "memory",
  start: async () => openWorld(),
};

function openWorld(): ForgeWorld {
  const store = openStore({ place: PLACE, account: "fledgling-bot", now: NOW, accounts: { "nobody-here": "missing" } });
  const find = (number: number): ObservedIssue => {
    const issue = store.issues.get(number);
    if (issue === undefined) throw new Error(`There is no issue ${number}`);
    return issue;
  };
  const reset = () => Object.assign(store.counts, { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 });
  return {
    cli: { args: [], env: {} },
    forgeYaml: "local",
    place: PLACE.place,
    reader: () => {
      reset();
      return openMemoryReader(store);
    },
    writer: () => openMemoryWriter(store),
    requests: () => ({ ...store.counts }),
    resetRequests: () => void reset(),
    editAsPerson: async (number, { labels, due, ...edit }) => {
      const dated = due === undefined ? {} : { due: due as ObservedIssue["due"] };
      store.issues.set(number, {
        ...find(number),
        ...edit,
        ...(labels === undefined ? {} : { labels: [...labels].sort() }),
        ...dated,
      });
    },
    commentAsPerson: async (number, text) => {
      const issue = find(number);
      const id = store.comments.length + 1;
      store.comments.push({ place: PLACE.place, number, id, author: "ada", text, at: NOW });
      store.issues.set(number, { ...issue, comments: issue.comments + 1 });
    },
    createAsPerson: async (author, title, body, labels) => {
      const made = await openMemoryWriter(store).createIssue({
        title,
        body,
        labels,
        assignee: null,
        due: null,
        milestone: null,
        confidential: false,
      });
      store.issues.set(made.number, { ...made, author });
      return made.number;
    },
    stop: async () => undefined,
  };
}
