import { hashField } from "../../text/hash.ts";
import {
  cohortLabel,
  isPhaseLabel,
  isReviewLabel,
  parseStatusLabel,
  REVIEW_LABELS,
  statusLabel,
} from "../../desired/labels.ts";
import type { FieldChange } from "../../model/action.ts";
import type { ReadBody } from "../../marker/body.ts";
import type { DesiredIssue, ObservedIssue, Progress } from "../../model/issue.ts";

interface LabelInput {
  readonly issue: ObservedIssue;
  readonly body: ReadBody;
  readonly desired: DesiredIssue;
  readonly progress: Progress;
  /** Labels of earlier names of the cohort, which go. */
  readonly staleLabels: readonly string[];
}

export function joinLabels(labels: readonly string[]): string {
  return [...labels].sort().join(",");
}

/**
 * The labels of ours an issue has. The cohort's own always counts as there: without it the issue would not be found
 * again. A phase counts where one is kept, and where the marker says that it is the one we put there last.
 */
export function observedLabels(input: LabelInput): readonly string[] {
  const { issue, desired } = input;
  const phases = issue.labels.filter(isPhaseLabel);
  const others = listOthers(input);
  const isKept = desired.labels.some(isPhaseLabel) || isLastPut(input, [...others, ...phases]);
  return [...others, ...(isKept ? phases : [])].sort();
}

function listOthers({ issue, desired }: LabelInput): readonly string[] {
  const cohort = desired.labels.find((label) => label.startsWith("cohort::"));
  const kinds = issue.labels.filter((label) => label.startsWith("kind::"));
  return [...(cohort === undefined ? [] : [cohort]), ...kinds];
}

function isLastPut({ body }: LabelInput, labels: readonly string[]): boolean {
  return hashField(joinLabels(labels)) === body.marker?.applied.labels;
}

/** What to add and to take off; `real` are the labels before what people asked for in words. */
export function diffLabels(
  input: LabelInput,
  labelsChanged: boolean,
  real: readonly string[],
): { add: string[]; remove: string[]; changes: FieldChange[] } {
  const { issue, desired, progress } = input;
  const cohort = cohortLabel(desired.occurrence.key.cohort);
  const wanted = labelsChanged ? desired.labels : [cohort];
  const status = real.filter((label) => parseStatusLabel(label) !== null);
  const review = diffReview(input);
  const add = [...wanted.filter((label) => !issue.labels.includes(label)), ...review.add];
  const remove = [
    ...input.staleLabels.filter((label) => issue.labels.includes(label)),
    ...listSuperseded(input, labelsChanged),
    ...review.remove,
  ];
  const changes: FieldChange[] =
    add.length + remove.length === 0
      ? []
      : [
          {
            field: "labels",
            before: issue.labels.join(", "),
            after: [...add.map((label) => `+${label}`), ...remove.map((label) => `-${label}`)].join(", "),
          },
        ];
  const target = statusLabel(progress);
  // What people set stays beside others; what they asked for in words takes their place.
  if (progress === "blocked" && real.includes(target)) return { add, remove, changes };
  const obsolete = status.filter((label) => label !== target);
  if (!status.includes(target) || obsolete.length > 0)
    changes.push({ field: "status", before: status.join(", ") || null, after: target });
  if (!status.includes(target)) add.push(target);
  return { add, remove: [...remove, ...obsolete], changes };
}

/** The label of the review follows from what was said; where a kind asks for none, what people put there is theirs. */
export function diffReview({
  issue,
  desired: { review },
}: Pick<LabelInput, "issue"> & { readonly desired: Pick<DesiredIssue, "review"> }): {
  readonly add: readonly string[];
  readonly remove: readonly string[];
} {
  if (review === null) return { add: [], remove: [] };
  const wanted = review.state === "none" ? null : REVIEW_LABELS[review.state];
  return {
    add: wanted === null || issue.labels.includes(wanted) ? [] : [wanted],
    remove: issue.labels.filter((label) => isReviewLabel(label) && label !== wanted),
  };
}

/** Labels of ours that give way: to what we put in their place, and a phase to the one that a person put beside it. */
function listSuperseded(input: LabelInput, labelsChanged: boolean): readonly string[] {
  const { issue, desired } = input;
  if (labelsChanged)
    return issue.labels.filter(
      (label) => (label.startsWith("kind::") || isPhaseLabel(label)) && !desired.labels.includes(label),
    );
  const phases = issue.labels.filter(isPhaseLabel);
  return phases.length < 2 ? [] : phases.filter((label) => isLastPut(input, [...listOthers(input), label]));
}
