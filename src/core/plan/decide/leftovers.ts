import { isUsed } from "../../desired/progress.ts";
import type { Action, CloseAction, CommentAction } from "../../model/action.ts";
import { formatKey, parseKey } from "../../model/key.ts";
import { listWatchers } from "../limits/cost.ts";
import { wasReopened, type Decision } from "./decision.ts";
import type { Match } from "../model/match.ts";
import { directoryOf } from "../../model/lookup/directory.ts";

/** Open issues whose key the config no longer makes: closed, with why, which line, and how to keep them. */
export function closeOrphans(decision: Decision): readonly Action[] {
  const wanted = new Set(decision.input.occurrences.map((occurrence) => formatKey(occurrence.key)));
  return [...decision.matches.byKey.values()]
    .filter((match) => !wanted.has(match.key))
    .map((match) => decideOrphan(decision, match));
}

function decideOrphan(decision: Decision, match: Match): Action {
  const shared = describe(decision, match);
  if (isUnsaid(match)) return say(shared, explainOrphan(decision, match), listWatchers(match.issue));
  if (match.issue.state === "closed")
    return { ...shared, type: "unchanged", reason: "closed, and no longer in the config" };
  if (wasReopened(match))
    return {
      ...shared,
      type: "unchanged",
      reason: "no longer in the config; a person opened it again, so it stays open",
    };
  const paused = decision.pauses.reason(match.key, null);
  if (paused !== null) return { ...shared, type: "skipped", reason: paused };
  return close(
    shared,
    "orphan",
    "the config no longer has it",
    explainOrphan(decision, match),
    listWatchers(match.issue),
  );
}

/** Second issues of one key, which an overlap or a lost answer left: closed unless somebody has used them. */
export function closeDuplicates(decision: Decision): readonly Action[] {
  return decision.matches.duplicates
    .filter((match) => match.issue.state === "open" || isUnsaid(match))
    .map((match) => {
      const shared = describe(decision, match);
      const first = decision.matches.byKey.get(match.key)?.issue.number ?? 0;
      const explanation = `This is the same as #${first}, made twice by accident. Please go on there.`;
      if (match.issue.state === "closed") return say(shared, explanation, listWatchers(match.issue));
      if (wasReopened(match) || isUsed(match.issue, match.body)) {
        return {
          ...shared,
          type: "conflict",
          reason: `a second issue of the same key as #${first}, and somebody has used it; move what matters to #${first} and close this one`,
        };
      }
      return close(
        shared,
        "duplicate",
        `the same as #${first}, which came first`,
        explanation,
        listWatchers(match.issue),
      );
    });
}

/** We closed it and were cut off before we could say why. */
function isUnsaid({ issue, body }: Match): boolean {
  const before = body.marker?.commentsAtClose ?? null;
  return issue.state === "closed" && before !== null && issue.comments <= before;
}

function say(
  shared: Omit<CommentAction, "type" | "text" | "number" | "reason" | "digest"> & { number: number },
  text: string,
  notifies: readonly string[],
): CommentAction {
  const reason = "it was closed, and nobody was told why";
  return { ...shared, type: "comment", digest: null, reason, text, reads: 1, writes: 1, notifies };
}

function close(
  shared: Omit<CloseAction, "type" | "cause" | "comment" | "number" | "reason"> & { number: number },
  cause: CloseAction["cause"],
  reason: string,
  comment: string,
  notifies: readonly string[],
): CloseAction {
  return { ...shared, type: "close", cause, reason, comment, reads: 1, writes: 2, notifies };
}

function describe(decision: Decision, match: Match) {
  const key = parseKey(match.key);
  const lane =
    (["team", "public", "private"] as const).find(
      (candidate) => decision.input.cohort.forge.projects[candidate] === match.issue.place,
    ) ?? "team";
  const person = directoryOf(decision.input.cohort).personByAccount(match.issue.assignees[0]);
  return {
    key: match.key,
    kind: key?.kind ?? "",
    lane,
    place: match.issue.place,
    title: match.issue.title,
    person: person?.id ?? null,
    on: decision.input.today,
    number: match.issue.number,
    writes: 0,
    reads: 0,
    notifies: [] as readonly string[],
  };
}

function explainOrphan(decision: Decision, match: Match): string {
  const { cohort, library } = decision.input;
  const key = parseKey(match.key);
  const file = cohort.file.split("/").at(-1) ?? cohort.file;
  const known = library.kinds.some((kind) => kind.name === key?.kind);
  const path = known ? (key?.subject === "all" ? "cohort" : "interns") : "kinds";
  const line = cohort.lines[path];
  const where = `${file}${line === undefined ? "" : `, line ${line}`}`;
  const what = known
    ? `The cohort file (${where}, under ${path}) no longer asks for this`
    : `The kind ${key?.kind ?? "of this issue"} is switched off or gone (${where})`;
  return `${what}, so it is closed. Nothing is deleted. To keep it, reopen it: it will be left alone. To bring it back for good, undo the change in the file.`;
}
