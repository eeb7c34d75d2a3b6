import type { ObservedIssue } from "../../../core/model/issue.ts";
import type { GitHubClient } from "./client.ts";
import type { Call } from "./failure.ts";
import type { Issue } from "./schema.ts";
import type { TokenSort } from "./token.ts";
import { toObservedIssue } from "./translate.ts";

/** One repository and the way to it. */
export interface Session {
  readonly client: GitHubClient;
  readonly place: string;
  /** The two names of `place`, as the addresses of the API want them. */
  readonly names: { readonly owner: string; readonly repo: string };
  readonly sort: TokenSort;
  /** The API is where an Enterprise Server has it. */
  readonly ownServer: boolean;
  readonly graphqlUrl: string;
  /** Issues as last seen in this run, so that a change of labels, whose answer is labels alone, costs no second request. */
  readonly memory: Map<number, ObservedIssue>;
  /** Ids in GitHub's database by number: sub-issues are named by them. */
  readonly ids: Map<number, number>;
}

/** What an answer says of an issue, remembered for the rest of the run. */
export function remember({ place, memory, ids }: Session, issue: Issue): ObservedIssue {
  const observed = toObservedIssue(place, issue);
  memory.set(observed.number, observed);
  ids.set(observed.number, issue.id);
  return observed;
}

/** A request about one issue. */
export function issueCall(
  { place, names }: Pick<Session, "place" | "names">,
  number: number,
  operation: string,
  route: string,
  body: Readonly<Record<string, unknown>> = {},
): Call {
  return {
    operation,
    target: `${place}#${number}`,
    route,
    parameters: { ...names, issue_number: number, ...body },
  };
}

/** The two halves of `owner/name`. */
export function splitPlace(place: string): Session["names"] | null {
  const [owner, repo, ...rest] = place.split("/");
  return owner && repo && rest.length === 0 ? { owner, repo } : null;
}
