import { formatAnchor } from "../../calendar/anchor.ts";
import type { Anchor } from "../../calendar/anchor.ts";
import type { Kind } from "../../kinds/model/kind.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import type { Subject } from "./subjects.ts";

/** Collects anchors that mean no day, so that one mistake in a template is told once and not per person. */
export interface AnchorProblems {
  add(kind: Kind, path: string, anchor: Anchor, subject: Subject): void;
  list(): readonly Diagnostic[];
}

interface Problem {
  readonly kind: Kind;
  readonly path: string;
  readonly anchor: Anchor;
  readonly subjects: Subject[];
}

export function collectAnchorProblems(): AnchorProblems {
  const problems = new Map<string, Problem>();
  return {
    add(kind, path, anchor, subject) {
      const name = JSON.stringify([kind.name, path, hasMilestone(anchor, subject)]);
      const problem = problems.get(name) ?? { kind, path, anchor, subjects: [] };
      problem.subjects.push(subject);
      problems.set(name, problem);
    },
    list: () => [...problems].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, problem]) => describe(problem)),
  };
}

function hasMilestone(anchor: Anchor, subject: Subject): boolean {
  return anchor.base.at === "milestone" && subject.milestones.has(anchor.base.id);
}

function describe(problem: Problem): Diagnostic {
  const { kind, path, anchor, subjects } = problem;
  const subject = subjects[0];
  const diagnostic = { severity: "error", file: kind.file, path, line: null, column: null, excerpt: null } as const;
  const whom = kind.per === "cohort" ? "" : ` for ${listNames(subjects.map((entry) => entry.id))}`;
  const what = `"${formatAnchor(anchor)}" of ${kind.name} means no day${whom}`;
  if (anchor.base.at !== "milestone" || subject === undefined) {
    return {
      ...diagnostic,
      code: "anchor-needs-repeat",
      message: `${what}: the kind neither repeats nor has rounds`,
      remedy: "Give the kind repeat or rounds, or count from start, end or a milestone.",
    };
  }
  const { id } = anchor.base;
  if (hasMilestone(anchor, subject)) {
    return {
      ...diagnostic,
      code: "milestone-without-date",
      message: `${what}: the milestone "${id}" has no date`,
      remedy: `Give the milestone "${id}" a due date, or count from another place.`,
    };
  }
  const known = [...subject.milestones.keys()].sort();
  const near = suggest(id, known);
  const list =
    known.length === 0 ? "The file names no milestones there" : `The milestones there are ${known.join(", ")}`;
  const remedy = near === null ? `${list}; add "${id}" or count from another place.` : `Did you mean "${near}"?`;
  return { ...diagnostic, code: "unknown-milestone", message: `${what}: there is no milestone "${id}"`, remedy };
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
