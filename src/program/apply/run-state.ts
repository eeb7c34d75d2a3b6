import { composeBody, type ReadBody } from "../../core/marker/body.ts";
import { fillReferences, formatReference, listReferenceTokens } from "../../core/text/reference.ts";
import { InvariantError } from "../../core/diagnostics/errors.ts";
import type { ObservedIssue, ObservedMilestone, ObservedPlace } from "../../core/model/issue.ts";
import type { Outcome } from "../../core/model/outcome.ts";
import type { PlanInput } from "../../core/plan/model/plan-input.ts";
import type { Chat } from "./chat.ts";
import type { CloseCause, CommentAction } from "../../core/model/action.ts";
import { updateMarker } from "../../core/marker/marker-state.ts";
import type { ForgeWriter, IssuePatch } from "../../forges/types.ts";
import { placeNamed } from "../../core/model/lookup/places.ts";

/** What a run has learnt so far. */
export interface Run {
  readonly input: PlanInput;
  readonly id: string;
  readonly writers: ReadonlyMap<string, ForgeWriter>;
  /** Issues by key, those just made included, so that others can point at them. */
  readonly issues: Map<string, ObservedIssue>;
  /** By place and title. */
  readonly milestones: Map<string, ObservedMilestone>;
  /** Milestones that could not be made: what names them is blocked. */
  readonly failed: Set<string>;
  /** Where words go that are not for the forge; null for nowhere. */
  readonly chat: Chat | null;
  /** The digest once it is written, and what of it could not be said. */
  readonly digest: { told: CommentAction | null; readonly unsaid: string[] };
}

/** An outcome but for whose it is. */
export type Done = Omit<Outcome, "key" | "type">;

/** What must exist before this can be written and does not, because making it failed. */
export function listWaiting(run: Run, place: string, body: string, milestone: string | null): string | null {
  if (milestone !== null && run.failed.has(nameIn(place, milestone))) return `the milestone ${milestone}`;
  return listReferenceTokens(body).find((key) => !run.issues.has(key)) ?? null;
}

/** A text with its reference tokens replaced as far as their issues exist. */
export function fill(run: Run, place: string, body: string): string {
  const style = placeOf(run, place).capabilities.reference;
  return fillReferences(body, (key) => {
    const issue = run.issues.get(key);
    return issue === undefined ? null : formatReference(style, issue);
  });
}

/** The body with what closed it written into its marker, or taken out of it; `comments` counts those before ours. */
export function markClosed(
  run: Run,
  { text, marker }: ReadBody,
  closing: { readonly cause: CloseCause; readonly comments: number | null } | null,
): IssuePatch {
  if (marker === null) return {};
  const closedBy = closing?.cause ?? null;
  const commentsAtClose = closing?.comments ?? null;
  return { body: composeBody(text, updateMarker(marker, { run: run.id, closedBy, commentsAtClose })) };
}

/** Where issues are, as far as this run knows them. */
export function findIn(run: Run): (key: string) => ObservedIssue | null {
  return (key) => run.issues.get(key) ?? null;
}

/** What a write names a milestone by; it was listed, or made before. */
export function milestoneOf(run: Run, place: string, title: string | null): ObservedMilestone | null {
  if (title === null) return null;
  const milestone = run.milestones.get(nameIn(place, title));
  if (milestone === undefined) throw new InvariantError(`milestone ${title} was neither listed nor made`);
  return milestone;
}

export function placeOf(run: Run, name: string): ObservedPlace {
  return placeNamed(run.input.observation, name);
}

export function writerOf(run: Run, place: string): ForgeWriter {
  const writer = run.writers.get(place);
  if (writer === undefined) throw new InvariantError(`no connection to ${place}`);
  return writer;
}

/** A milestone is known by place and title. */
export function nameIn(place: string, title: string): string {
  return `${place}\n${title}`;
}

/** Done as planned. */
export function done(url: string | null): Done {
  return { result: "done", url, error: null, deviation: null };
}

/** Not tried, because what it needs could not be made. */
export function blocked(by: string): Done {
  return {
    result: "blocked",
    url: null,
    error: `waits for ${by}, which could not be made; the next run tries again`,
    deviation: null,
  };
}

/** The issue is not there any more. */
export function gone(action: { readonly number: number; readonly place: string }): Done {
  return {
    result: "failed",
    url: null,
    error: `#${action.number} is gone from ${action.place}, or moved; move it back, or take its entry out of the config`,
    deviation: null,
  };
}
