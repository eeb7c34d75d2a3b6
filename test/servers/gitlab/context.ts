import type { Json, SeenRequest } from "./http.ts";
import { Refused } from "./http.ts";
import type { Project, State, User } from "./state.ts";

/** Everything a route works with. */
export interface Context {
  readonly state: State;
  readonly request: SeenRequest;
  readonly params: Json;
  /** Null without a token. */
  readonly user: User | null;
  /** Of no meaning for routes outside a project. */
  readonly project: Project;
  readonly iid: number;
  /** Where people look: `http://host/gitlab`. */
  readonly root: string;
}

/** Writing, and a few lists, need an account. */
export function needUser({ user }: Context): User {
  if (user === null) throw new Refused(401, { message: "401 Unauthorized" });
  return user;
}
