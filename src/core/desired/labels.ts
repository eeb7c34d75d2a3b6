import { PHASES, type Phase } from "../model/cohort.ts";
import type { Progress } from "../model/issue.ts";

/** A label Fledgling defines. One that exists already keeps its own colour and text. */
export interface LabelDefinition {
  readonly name: string;
  /** Six hex digits, without `#`. */
  readonly color: string;
  readonly description: string;
}

const STATUS: Readonly<Record<Progress, Omit<LabelDefinition, "name">>> = {
  todo: { color: "c5def5", description: "Nobody has started on this yet" },
  doing: { color: "fbca04", description: "Some of it is done" },
  done: { color: "0e8a16", description: "All of it is done" },
  blocked: { color: "d93f0b", description: "Stuck: set and removed by people only" },
};

/** What follows from the replies of reviewers; always ours. */
export const REVIEW_LABELS = { wanted: "review::wanted", done: "review::done" } as const;

export function isReviewLabel(label: string): boolean {
  return label === REVIEW_LABELS.wanted || label === REVIEW_LABELS.done;
}

/** The label by which a cohort's issues are found. */
export function cohortLabel(cohort: string): string {
  return `cohort::${cohort}`;
}

export function kindLabel(kind: string): string {
  return `kind::${kind}`;
}

export function statusLabel(progress: Progress): string {
  return `status::${progress}`;
}

export function phaseLabel(phase: Phase): string {
  return `phase::${phase}`;
}

export function isPhaseLabel(label: string): boolean {
  return PHASES.some((phase) => phaseLabel(phase) === label);
}

/** Put by a person on any of somebody's issues, or on the coordinator's for everybody: nothing is written there. */
export const PAUSE_LABEL = "pause";

export const BLOCKED_LABEL = statusLabel("blocked");

/** The status a label names, or null when it is not one of ours. */
export function parseStatusLabel(label: string): Progress | null {
  if (!label.startsWith("status::")) return null;
  const value = label.slice("status::".length);
  return value in STATUS ? (value as Progress) : null;
}

/** Every label of ours begins with one of these, in small letters. */
const FAMILIES = ["cohort::", "kind::", "phase::", "review::", "status::"];

/** A label in our spelling, if it is one of ours but for upper and lower case; any other as it is. */
export function spellLabel(name: string): string {
  const own = name.toLowerCase();
  return own === PAUSE_LABEL || FAMILIES.some((family) => own.startsWith(family)) ? own : name;
}

/** Colour and text of one of our labels, for the day it is first made. */
export function defineLabel(name: string, cohortTitle: string): LabelDefinition {
  const status = parseStatusLabel(name);
  if (status !== null) return { name, ...STATUS[status] };
  if (name === REVIEW_LABELS.wanted) return { name, color: "fef2c0", description: "Answered, and waits for a reply" };
  if (name === REVIEW_LABELS.done) return { name, color: "bfdadc", description: "Answered, and somebody has replied" };
  if (name.startsWith("cohort::"))
    return { name, color: "5319e7", description: cut(`Internship cohort ${cohortTitle}`) };
  return { name, color: "bfd4f2", description: cut(`Internship: ${name.slice(name.indexOf("::") + 2)}`) };
}

/** GitHub refuses label descriptions over 100 characters. */
function cut(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 99)}…`;
}
