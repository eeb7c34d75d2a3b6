import type { ForgeBehaviour } from "./forge-behaviour.ts";
import type { ForgeServer } from "./forge-server.ts";
import type { ForgeWords } from "./forge-words.ts";

/**
 * What a forge is: its name, its addresses, its words and how it behaves, the same for every project on it. Each forge's
 * folder has one, in `profile.ts`, and a cohort carries the one it lives on: whatever differs from forge to forge is
 * asked of it, and nowhere which forge it is. What differs from project to project was observed (`Capabilities`).
 *
 * Plain data and pure functions: nothing here asks a server, and no SDK is loaded for it.
 */
export interface ForgeProfile {
  /** As cohort files, `--forge` and reports have it: `gitlab`. Lower case, one word. */
  readonly kind: string;
  /** As people say it: `GitLab`. */
  readonly name: string;
  /** Where it is; null where issues are files in the folder that `--dir` names. */
  readonly server: ForgeServer | null;
  readonly behaviour: ForgeBehaviour;
  readonly words: ForgeWords;
}
