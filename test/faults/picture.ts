import { readBody } from "../../src/core/marker/body.ts";
import type { ObservedIssue } from "../../src/core/model/issue.ts";
import { writeFields } from "../../src/core/marker/fields.ts";
import type { MarkerState } from "../../src/core/marker/marker-state.ts";
import type { Stage } from "./stage.ts";

/** One issue as it stands at the end, without what differs from run to run: numbers, addresses, times, ids of runs. */
export interface Shown {
  readonly state: string;
  readonly title: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly due: string | null;
  readonly milestone: string | null;
  readonly confidential: boolean;
  readonly parent: string | null;
  readonly comments: readonly string[];
}

/** Everything of ours in a place by key, each key's issues by number. */
export type Picture = Readonly<Record<string, readonly Shown[]>>;

export async function takePicture(stage: Stage): Promise<Picture> {
  const issues = await stage.world.reader().listIssuesBy(stage.account);
  const names = nameIssues(issues);
  const picture: Record<string, Shown[]> = {};
  for (const issue of issues) {
    const body = readBody(issue.body);
    const said = issue.comments === 0 ? [] : await stage.comments(issue.number);
    const shown: Shown = {
      state: issue.state,
      title: issue.title,
      text: hideNumbers(body.text, names),
      fields: body.marker === null ? {} : showFields(body.marker, names),
      labels: issue.labels,
      assignees: issue.assignees,
      due: issue.due,
      milestone: issue.milestone,
      confidential: issue.confidential,
      parent: issue.parent ? (names.get(issue.parent.number) ?? "a stranger") : null,
      comments: said.map((comment) => hideNumbers(comment, names)),
    };
    const key = body.key ?? issue.title;
    picture[key] = [...(picture[key] ?? []), shown];
  }
  return Object.fromEntries(Object.entries(picture).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** All that a further run can find, to the letter but for times and ids of runs: two places that agree in it end alike. */
export async function describeState({ world, account }: Stage, picture: Picture): Promise<string> {
  const reader = world.reader();
  const issues = await reader.listIssuesBy(account);
  return JSON.stringify([
    await reader.listLabels(),
    await reader.listMilestones(),
    issues.map(({ url: _url, createdAt: _created, updatedAt: _updated, ...issue }) => ({
      ...issue,
      body: issue.body.replaceAll(/ run=\S+/g, ""),
    })),
    Object.entries(picture).map(([key, shown]) => [key, shown.map(({ comments }) => comments)]),
  ]);
}

/** `summer/retro/ada/week-01`, and ` (2)` behind it for a second issue of that key. */
function nameIssues(issues: readonly ObservedIssue[]): ReadonlyMap<number, string> {
  const counts = new Map<string, number>();
  return new Map(
    issues.map((issue) => {
      const key = readBody(issue.body).key ?? issue.title;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return [issue.number, count === 1 ? key : `${key} (${count})`];
    }),
  );
}

/** What a marker keeps of fields: keys in place of numbers, and without the parent, which is shown itself. */
function showFields(marker: MarkerState, names: ReadonlyMap<number, string>): Readonly<Record<string, string>> {
  const fields = writeFields({ ...marker, applied: { ...marker.applied, parent: null }, ledger: new Map() });
  if (marker.ledger.size === 0) return fields;
  const ledger = [...marker.ledger].map(([hash, number]) => `${hash} ${names.get(number) ?? "?"}`);
  return { ...fields, ledger: ledger.sort().join() };
}

/** References to issues by their keys: which number an issue got does not matter. */
function hideNumbers(text: string, names: ReadonlyMap<number, string>): string {
  return text.replace(/#(\d+)\b|(?<=[[(/])(\d+)-[a-z0-9-]+\.md\b/g, (whole, ...[hash, file]: string[]) => {
    const name = names.get(Number(hash ?? file));
    return name === undefined ? whole : `<${name}>`;
  });
}
