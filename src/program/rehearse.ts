import { bad, ok, type Finding } from "../core/doctor/check-result.ts";
import { describeMeans } from "../core/doctor/describe-means.ts";
import { addDays, type CivilDate } from "../core/model/date.ts";
import { ForgeError } from "../core/diagnostics/errors.ts";
import type { Capabilities, ObservedIssue, ObservedMilestone } from "../core/model/issue.ts";
import type { ForgeWriter, IssueDraft } from "../forges/types.ts";

const LABEL = { name: "kind::rehearsal", color: "bfd4f2", description: "Made by fledgling doctor --live" };
const STATUS = { name: "status::doing", color: "fbca04", description: "Some of it is done" };
const MILESTONE = "Fledgling rehearsal";
const BODY = "Made by `fledgling doctor --live`, and closed again. Nothing has to be done about it.\n\n- [ ] A box";
const TICKED = BODY.replace("[ ]", "[x]");

/** What has been found out and made so far. */
interface Stage {
  readonly writer: ForgeWriter;
  readonly today: CivilDate;
  readonly findings: Finding[];
  readonly made: ObservedIssue[];
}

/**
 * Does on a scratch project everything a programme will ask of the forge, once: makes, reads again, edits, comments,
 * closes. A refusal is a finding and the rest goes on; whatever was made is closed in the end.
 */
export async function rehearse(writer: ForgeWriter, today: CivilDate): Promise<readonly Finding[]> {
  const stage: Stage = { writer, today, findings: [], made: [] };
  const place = await step(stage, "look at the project", () => writer.observePlace());
  if (place === null) return stage.findings;
  const access = await step(stage, "ask what the token may do", () => writer.describeAccess());
  stage.findings.push(...describeMeans(place, access ?? place.access));
  await step(stage, "make a label", () => writer.createLabel(LABEL));
  await step(stage, "make a second label", () => writer.createLabel(STATUS));
  const milestone = await step(stage, "make a milestone", () => makeMilestone(writer, today));
  const draft = draftIssue(place.capabilities, { account: place.account, milestone, today });
  const issue = await step(
    stage,
    "make an issue",
    () => writer.createIssue(draft),
    (found) => compare(draft, found),
  );
  if (issue !== null) {
    stage.made.push(issue);
    await rehearseReading(stage, issue, draft);
    await rehearseChanges(stage, issue, place.capabilities);
    await rehearseParent(stage, issue, place.capabilities);
  }
  for (const { number } of stage.made)
    await step(
      stage,
      `close #${number}`,
      () => writer.updateIssue(number, { state: "closed" }),
      (found) => (found.state === "closed" ? null : "it is still open"),
    );
  const stays = `${LABEL.name}, ${STATUS.name} and the milestone "${MILESTONE}" stay, since nothing is ever deleted`;
  return [...stage.findings, ok("live", stays)];
}

async function rehearseReading(stage: Stage, { number }: ObservedIssue, draft: IssueDraft): Promise<void> {
  const { writer } = stage;
  await step(
    stage,
    "read it again",
    () => writer.readIssue(number),
    (found) => (found === null ? "it is not there" : compare(draft, found)),
  );
  await step(
    stage,
    "find it by its label",
    () => writer.listIssues(LABEL.name),
    (all) => (all.some((one) => one.number === number) ? null : "the list does not have it yet"),
  );
}

async function rehearseChanges(stage: Stage, issue: ObservedIssue, { dueDate }: Capabilities): Promise<void> {
  const { writer, today } = stage;
  const title = `${issue.title}, edited`;
  await step(
    stage,
    "edit its text, title, labels and date",
    () =>
      writer.updateIssue(issue.number, {
        title,
        body: TICKED,
        addLabels: [STATUS.name],
        ...(dueDate ? { due: addDays(today, 14) } : {}),
      }),
    (found) =>
      found.title === title && found.body.includes("- [x] A box") && found.labels.includes(STATUS.name)
        ? null
        : "it is not all there afterwards",
  );
  await step(stage, "comment on it", () =>
    writer.createComment(issue.number, "A comment, to see whether one can be written."),
  );
}

/** An issue under another, where the forge has that; an epic of a group is not for a rehearsal. */
async function rehearseParent(
  stage: Stage,
  { place, number, title }: ObservedIssue,
  { children, confidential }: Capabilities,
): Promise<void> {
  const { writer, findings, made } = stage;
  if (children === null) {
    findings.push(ok("live", "nothing can stand under another issue here; the project's issue lists its own"));
    return;
  }
  if (children.atCreate) {
    const remedy = "The first run makes them, and says so where it cannot";
    findings.push(bad("unknown", "live", "an epic was not tried, since it would be made in the group", remedy));
    return;
  }
  const fields = { assignee: null, due: null, milestone: null, confidential };
  const child = await step(stage, "make a second issue", () =>
    writer.createIssue({ title: `${title}, below`, body: BODY, labels: [LABEL.name], ...fields }),
  );
  if (child === null) return;
  made.push(child);
  await step(stage, "put it under the first", () =>
    writer.updateIssue(child.number, { parent: { from: null, to: { place, number } } }),
  );
}

async function step<T>(
  { findings }: Stage,
  what: string,
  work: () => Promise<T>,
  judge?: (result: T) => string | null,
): Promise<T | null> {
  const done = await tryStep(what, work, judge);
  findings.push(done.finding);
  return done.result;
}

async function tryStep<T>(
  what: string,
  work: () => Promise<T>,
  judge: (result: T) => string | null = () => null,
): Promise<{ readonly finding: Finding; readonly result: T | null }> {
  try {
    const result = await work();
    const wrong = judge(result);
    if (wrong === null) return { finding: ok("live", what), result };
    const remedy = "Look at the issue itself: docs/forges.md says which right each of these needs";
    return { finding: bad("warning", "live", `${what}: ${wrong}`, remedy), result };
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    const finding = bad(
      "fault",
      "live",
      `${what}: ${error.message.replace(/\.$/, "")}`,
      error.remedy.replace(/\.$/, ""),
    );
    return { finding, result: null };
  }
}

async function makeMilestone(writer: ForgeWriter, today: CivilDate): Promise<ObservedMilestone> {
  return writer.createMilestone({
    title: MILESTONE,
    description: "Made by fledgling doctor --live",
    due: addDays(today, 7),
  });
}

function draftIssue(
  capabilities: Capabilities,
  given: { readonly account: string | null; readonly milestone: ObservedMilestone | null; readonly today: CivilDate },
): IssueDraft {
  return {
    title: `Rehearsal of ${given.today}`,
    body: BODY,
    labels: [LABEL.name],
    assignee: given.account,
    due: capabilities.dueDate ? addDays(given.today, 7) : null,
    milestone: given.milestone,
    confidential: capabilities.confidential,
  };
}

/** What the forge dropped without a word, as it does where a right is missing. */
function compare(draft: IssueDraft, found: ObservedIssue): string | null {
  const dropped = [
    ...(found.labels.includes(LABEL.name) ? [] : ["the label"]),
    ...(draft.assignee === null || found.assignees.includes(draft.assignee) ? [] : ["the assignee"]),
    ...(found.due === draft.due ? [] : ["the due date"]),
    ...(found.milestone === (draft.milestone?.title ?? null) ? [] : ["the milestone"]),
    ...(found.confidential === draft.confidential ? [] : ["that it is confidential"]),
  ];
  return dropped.length === 0 ? null : `the forge dropped ${dropped.join(", ")} without a word`;
}
