import { InvariantError } from "../core/diagnostics/errors.ts";
import { GITHUB } from "./github/profile.ts";
import { GITLAB } from "./gitlab/profile.ts";
import { LOCAL } from "./local/profile.ts";
import type { Forge, ForgeConnection, ForgeReader, ForgeWriter } from "./types.ts";
import { readOwnLabels } from "./own-labels.ts";

export { connectCohort } from "./connect.ts";
export { openRunLimits } from "./http/limits.ts";

/** The forges there are, in the order in which people read of them. A new one is a folder and a line here. */
export const FORGES: readonly Forge[] = [
  { profile: LOCAL, load: async () => (await import("./local/index.ts")).localAccess },
  { profile: GITLAB, load: async () => (await import("./gitlab/index.ts")).gitlabAccess },
  { profile: GITHUB, load: async () => (await import("./github/index.ts")).githubAccess },
];

/** Opens a way to one forge project that can only read. */
export async function openReader(connection: ForgeConnection, forges = FORGES): Promise<ForgeReader> {
  const { profile, load } = findForge(connection, forges);
  return readOwnLabels((await load()).openReader(connection), profile.behaviour);
}

/** The same, able to write. */
export async function openWriter(connection: ForgeConnection, forges = FORGES): Promise<ForgeWriter> {
  const { profile, load } = findForge(connection, forges);
  return readOwnLabels((await load()).openWriter(connection), profile.behaviour);
}

function findForge({ kind }: ForgeConnection, forges: readonly Forge[]): Forge {
  const forge = forges.find(({ profile }) => profile.kind === kind);
  if (forge === undefined) throw new InvariantError(`no forge of the kind ${kind} is known`);
  return forge;
}
