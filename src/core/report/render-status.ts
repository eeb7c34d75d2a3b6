import type { Lane } from "../model/cohort.ts";
import type { StatusEntry, StatusIssue } from "./parts/entry.ts";
import type { Lanes } from "./parts/shown-lanes.ts";
import { LANES } from "./parts/shown-lanes.ts";
import type { Paint } from "./parts/paint.ts";
import { clipLine, codeCell, codeSpan } from "../text/sanitize.ts";
import { countOf, formatDay, nameOf } from "./parts/wording.ts";
import { directoryOf } from "../model/lookup/directory.ts";

/** Issues of one subject: an intern, a project, or the whole cohort. */
interface SubjectGroup {
  readonly subject: string;
  readonly name: string;
  readonly issues: readonly StatusIssue[];
}

/** How many issues of a lane a report does not name, and how far they are. */
export interface HiddenStatus {
  readonly lane: Lane;
  readonly open: number;
  readonly closed: number;
  readonly tasks: { readonly done: number; readonly total: number };
}

/** The lanes a report does not name, as counts. */
export function countHiddenStatus(issues: readonly StatusIssue[], lanes: Lanes): readonly HiddenStatus[] {
  return LANES.filter((lane) => !lanes.has(lane)).flatMap((lane) => {
    const found = issues.filter((issue) => issue.lane === lane);
    if (found.length === 0) return [];
    const open = found.filter((issue) => issue.state === "open").length;
    const sum = (part: "done" | "total") => found.reduce((total, issue) => total + issue.tasks[part], 0);
    return [{ lane, open, closed: found.length - open, tasks: { done: sum("done"), total: sum("total") } }];
  });
}

/** Where everyone is, for a terminal: one block per intern, then projects, then the cohort. */
export function renderStatusText(
  entry: StatusEntry,
  options: { readonly lanes: Lanes; readonly paint: Paint; readonly columns: number | null },
): readonly string[] {
  const { paint, lanes } = options;
  const lines = [paint.strong(headOf(entry)), ""];
  const groups = groupBySubject(entry, lanes);
  const rows = groups.flatMap((group) => group.issues);
  const widths = measure(rows.map((issue) => cellsOf(issue, entry)));
  const longest = Math.max(0, ...rows.map((issue) => [...renderRow(issue, entry, widths)].length + 2));
  const gap = options.columns === null || longest <= options.columns ? "  " : `\n${" ".repeat(8)}`;
  for (const group of groups) {
    lines.push(paint.strong(group.name));
    for (const issue of group.issues) lines.push(`  ${toneOf(issue, paint)(renderRow(issue, entry, widths, gap))}`);
    lines.push("");
  }
  lines.push(
    ...countHiddenStatus(entry.issues, lanes).map(
      (hidden) => `${describeHiddenStatus(hidden)}; not shown in CI logs (--lane all --output FILE)`,
    ),
  );
  return [...lines, summarizeStatus(entry)];
}

export function renderStatusMarkdown(entry: StatusEntry, lanes: Lanes): readonly string[] {
  const title = entry.cohort?.title ?? entry.id ?? entry.file;
  return [
    `## ${codeSpan(title)}`,
    "",
    ...groupBySubject(entry, lanes).flatMap((group) => [
      `### ${codeSpan(group.name)}`,
      "",
      "| Issue | State | Ticks | Progress | Due | Assigned to |",
      "|---|---|---|---|---|---|",
      ...group.issues.map(
        (issue) =>
          `| ${linkTo(issue)} | ${issue.state} | ${issue.tasks.done}/${issue.tasks.total} | ${issue.progress}${reviewOf(issue)} | ${dueOf(issue, entry)} | ${issue.assignees.map((account) => codeCell(account)).join(", ")} |`,
      ),
      "",
    ]),
    ...countHiddenStatus(entry.issues, lanes).map((hidden) => `- ${describeHiddenStatus(hidden)}`),
    "",
    summarizeStatus(entry),
    "",
  ];
}

/** `12 issues, 9 open, 31 of 80 boxes ticked.` */
export function summarizeStatus({ issues }: StatusEntry): string {
  const open = issues.filter((issue) => issue.state === "open").length;
  const sum = (part: "done" | "total") => issues.reduce((total, issue) => total + issue.tasks[part], 0);
  const blocked = issues.filter((issue) => issue.state === "open" && issue.progress === "blocked").length;
  const late = issues.filter((issue) => issue.review?.late === true).length;
  return `${countOf(issues.length, "issue")}, ${open} open, ${sum("done")} of ${countOf(sum("total"), "box", "boxes")} ticked${blocked === 0 ? "" : `, ${blocked} blocked`}${late === 0 ? "" : `, ${countOf(late, "late reply", "late replies")}`}.`;
}

function headOf(entry: StatusEntry): string {
  const title =
    entry.cohort === null
      ? (entry.id ?? entry.file)
      : `${entry.cohort.title} (${entry.cohort.id}), ${entry.cohort.forge.profile.kind}`;
  return clipLine(entry.today === null ? title : `${title}: ${formatDay(entry.today)}`);
}

function describeHiddenStatus({ lane, open, closed, tasks }: HiddenStatus): string {
  return `${lane}: ${open} open, ${closed} closed, ${tasks.done} of ${tasks.total} boxes ticked`;
}

function groupBySubject(entry: StatusEntry, lanes: Lanes): readonly SubjectGroup[] {
  const shown = entry.issues.filter((issue) => lanes.has(issue.lane));
  const interns = entry.cohort?.interns.map((intern) => intern.person) ?? [];
  const rank = (subject: string) => (subject === "all" ? 2 : interns.includes(subject) ? 0 : 1);
  const subjects = [...new Set(shown.map((issue) => issue.subject))].sort(
    (a, b) => rank(a) - rank(b) || (a < b ? -1 : 1),
  );
  return subjects.map((subject) => ({
    subject,
    name: subjectName(entry, subject),
    issues: shown.filter((issue) => issue.subject === subject),
  }));
}

function subjectName({ cohort }: StatusEntry, subject: string): string {
  if (cohort === null) return clipLine(subject);
  if (subject === "all") return "The cohort";
  const directory = directoryOf(cohort);
  const project = directory.project(subject);
  const isPerson = directory.person(subject) !== null;
  return isPerson || project === null || project.implied ? nameOf(cohort, subject) : clipLine(project.title, 80);
}

const CELLS = 5;

function cellsOf(issue: StatusIssue, entry: StatusEntry): readonly string[] {
  return [
    issue.state,
    issue.state === "open" ? issue.progress : "",
    `${issue.tasks.done}/${issue.tasks.total}`,
    dueOf(issue, entry),
    `${clipLine(issue.title, 60)}${reviewOf(issue)}${issue.held.length === 0 ? "" : `  (theirs: ${issue.held.join(", ")})`}`,
  ];
}

function measure(rows: readonly (readonly string[])[]): readonly number[] {
  return Array.from({ length: CELLS }, (_, column) =>
    Math.max(0, ...rows.map((row) => [...(row[column] ?? "")].length)),
  );
}

/** The address stands on a line of its own where a terminal is too narrow for both. */
function renderRow(issue: StatusIssue, entry: StatusEntry, widths: readonly number[], gap = "  "): string {
  const cells = cellsOf(issue, entry).map(
    (cell, column) => `${cell}${" ".repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length))}`,
  );
  return `${cells.join("  ")}${gap}${clipLine(issue.url, 200)}`;
}

function toneOf(issue: StatusIssue, paint: Paint): (text: string) => string {
  if (issue.state === "closed") return paint.faint;
  if (issue.progress === "blocked") return paint.warn;
  return issue.progress === "done" ? paint.add : String;
}

/** A review that nobody has given yet, beside the title. */
function reviewOf({ review }: StatusIssue): string {
  if (review === null || review.state === "done") return "";
  const since = `a reply of ${clipLine(review.by.join(" or "), 60)} is wanted since ${review.since}`;
  return `  (${review.late ? "late: " : ""}${since})`;
}

/** Being late is said here and nowhere else: never a label, never a message. */
function dueOf(issue: StatusIssue, { today }: StatusEntry): string {
  if (issue.due === null) return "";
  const late = today !== null && issue.state === "open" && issue.progress !== "done" && issue.due < today;
  return `${late ? "was due" : "due"} ${issue.due}`;
}

/** Links only where the address is one; a local file is shown as text. */
function linkTo(issue: StatusIssue): string {
  return /^https?:\/\/[^\s()<>|]+$/.test(issue.url)
    ? `[${codeCell(issue.title)}](${issue.url})`
    : `${codeCell(issue.title)} ${codeCell(issue.url, 160)}`;
}
