/** A forge with servers: how a cohort file names a project on it, and how that is reached. */
export interface ForgeServer {
  /** Root of the server that everybody can use, without a slash at the end: `https://gitlab.com`. */
  readonly publicUrl: string;
  /** A server whose host name has this word is one: `gitlab` in `gitlab.example.org`. */
  readonly hostWord: string;
  readonly api: ForgeApi;
  /** Environment variable that holds the token: `GITLAB_TOKEN`. */
  readonly tokenVariable: string;
  /** The token that CI gives every job, where it cannot write issues: its variable, so that nobody takes it for one. */
  readonly jobTokenVariable: string | null;
  readonly project: ProjectNames;
  /** Where a group can hold what a project cannot; null for a forge without groups. */
  readonly group: GroupNames | null;
}

export interface ForgeApi {
  /** Root of the API of the public server: `https://gitlab.com/api/v4`. */
  readonly publicUrl: string;
  /** Environment variables that name a server where the file names none, the first that is set: the API's root, or the server's. */
  readonly variables: readonly { readonly name: string; readonly holds: "api" | "server" }[];
  /** Root of the API of the server at `url`, which has no slash at the end; `url` itself where that is an API's root. */
  readonly find: (url: string) => string;
}

/** How a project is called and written. */
export interface ProjectNames {
  /** `project`, `repository`. */
  readonly noun: string;
  /** `acme/internships`. */
  readonly example: string;
  /** Its parts, for the user to fill in: `group/project`. */
  readonly pattern: string;
  /** Whether a text can be one, as far as its form tells. */
  readonly isName: (text: string) => boolean;
  /** What to write in place of a text that is none, as a sentence. */
  readonly remedy: string;
}

export interface GroupNames {
  readonly isName: (text: string) => boolean;
  /** The group as a place of its own, beside projects: `groups/acme`. */
  readonly placeOf: (group: string) => string;
}

/** A part of a path on a forge, such as an owner or a project's name. */
export function isPathPart(part: string): boolean {
  return /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,254}$/.test(part) && !/^\.+$/.test(part);
}
