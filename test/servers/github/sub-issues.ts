import type { Emulator } from "./emulator.ts";
import type { Json, Reply, SeenRequest } from "./request.ts";
import { asRecord } from "./request.ts";
import { refuse } from "./rules.ts";
import type { State } from "./state.ts";

/** Far from the numbers, as on GitHub: who sends a number where an id belongs finds nothing. */
const FIRST_ID = 3_000_000_000;
const MOST_CHILDREN = 100;
const MOST_LEVELS = 8;
const DOCS = "https://docs.github.com/rest/issues/sub-issues";
const FAILED = "An error occurred while adding the sub-issue to the parent issue.";

/** The emulator knows nothing of sub-issues; these are ours, with GitHub's words. Null for any other request. */
export async function respondSubIssues(
  state: State,
  emulator: Emulator,
  request: SeenRequest,
  under: string,
): Promise<Reply | null> {
  const number = Number(/^\/issues\/(\d+)\/(?:sub_issues?|parent)$/.exec(under)?.[1] ?? "0");
  if (number === 0) return null;
  if (!state.subIssues) return refuse(404, "Not Found");
  const read = async (wanted: number): Promise<Json | null> => {
    const reply = await emulator.send("kim", "GET", `/repos/${state.place}/issues/${wanted}`);
    return reply.status === 200 ? dressIssue(state, request, asRecord(reply.data)) : null;
  };
  const parent = await read(number);
  if (parent === null) return missing();
  if (request.method === "GET") return listChildren(state, number, read);
  const child = Number(asRecord(request.body)["sub_issue_id"]) - FIRST_ID;
  if ((await read(child)) === null) return missing();
  const done = request.method === "DELETE" ? remove(state, number, child) : add(state, number, child, request.body);
  if (done !== null) return done;
  return { status: request.method === "DELETE" ? 200 : 201, data: await read(number) };
}

async function listChildren(
  state: State,
  parent: number,
  read: (number: number) => Promise<Json | null>,
): Promise<Reply> {
  return { status: 200, data: await Promise.all(childrenOf(state, parent).map(read)) };
}

function missing(): Reply {
  return { status: 404, data: { message: "Not Found", documentation_url: `${DOCS}#add-sub-issue`, status: "404" } };
}

function remove(state: State, parent: number, child: number): Reply | null {
  if (state.parents.get(child) !== parent) return missing();
  state.parents.delete(child);
  return null;
}

function add(state: State, parent: number, child: number, body: unknown): Reply | null {
  const present = state.parents.get(child);
  const problem = (words: string): Reply => refuse(422, `${FAILED} ${words}`);
  if (child === parent) return problem("Sub issue cannot be the same as the parent issue");
  if (present === parent)
    return problem("Issue may not contain duplicate sub-issues and Sub issue may only have one parent");
  if (present !== undefined && asRecord(body)["replace_parent"] !== true)
    return problem("Sub issue may only have one parent");
  if (childrenOf(state, parent).length >= MOST_CHILDREN)
    return problem(`Parent cannot have more than ${MOST_CHILDREN} sub-issues`);
  if (levelOf(state, parent) + 1 >= MOST_LEVELS) return problem("Sub issues are nested too deep");
  state.parents.set(child, parent);
  return null;
}

function levelOf(state: State, number: number): number {
  const parent = state.parents.get(number);
  return parent === undefined ? 0 : levelOf(state, parent) + 1;
}

function childrenOf(state: State, parent: number): readonly number[] {
  return [...state.parents].filter(([, above]) => above === parent).map(([child]) => child);
}

/** What GitHub says of an issue and the emulator does not: its id, its parent, what is under it, and whether it is a pull request. */
export function dressIssue(state: State, request: SeenRequest, issue: Json): Json {
  const number = Number(issue["number"]);
  const root = `http://${request.headers["host"] ?? ""}${request.prefix}/repos/${state.place}`;
  const parent = state.parents.get(number);
  const total = childrenOf(state, number).length;
  return {
    ...issue,
    id: FIRST_ID + number,
    ...(state.tellsParents === "never" ? {} : { sub_issues_summary: { total, completed: 0, percent_completed: 0 } }),
    ...(state.tellsParents !== "never" && parent !== undefined ? { parent_issue_url: `${root}/issues/${parent}` } : {}),
    ...(state.tellsParents === "null" && parent === undefined ? { parent_issue_url: null } : {}),
    ...(state.pulls.has(number) ? { pull_request: { url: String(issue["url"]).replace("/issues/", "/pulls/") } } : {}),
  };
}
