import { spellLabel } from "../core/desired/labels.ts";
import type { ForgeBehaviour } from "../core/forge/forge-behaviour.ts";
import type { ObservedIssue } from "../core/model/issue.ts";
import type { ForgeReader, ForgeWriter } from "./types.ts";

/**
 * Labels as the program knows them, where a forge takes a name in any case: one of ours that somebody made in other
 * letters is read in our spelling, so that nothing behind a reader compares labels in any way but by their text.
 */
export function readOwnLabels<T extends ForgeReader | ForgeWriter>(forge: T, { labelCase }: ForgeBehaviour): T {
  if (labelCase === "exact") return forge;
  const spell = (names: readonly string[]) => [...new Set(names.map(spellLabel))].sort();
  const spelled = (issue: ObservedIssue): ObservedIssue => ({ ...issue, labels: spell(issue.labels) });
  const reading: Partial<ForgeReader> = {
    listIssues: async (label) => (await forge.listIssues(label)).map(spelled),
    listIssuesBy: async (account) => (await forge.listIssuesBy(account)).map(spelled),
    listLabels: async () => spell(await forge.listLabels()),
    readIssue: async (number) => {
      const issue = await forge.readIssue(number);
      return issue === null ? null : spelled(issue);
    },
  };
  if (!("createIssue" in forge)) return { ...forge, ...reading };
  const writing: Partial<ForgeWriter> = {
    createIssue: async (draft) => spelled(await forge.createIssue(draft)),
    updateIssue: async (number, patch) => spelled(await forge.updateIssue(number, patch)),
  };
  return { ...forge, ...reading, ...writing };
}
