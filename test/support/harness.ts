import type { ForgeReader, ForgeWriter } from "../../src/forges/types.ts";
import type { RequestCounts } from "../../src/core/model/outcome.ts";

/** What a person does in the forge's own interface, past Fledgling. */
export interface PersonEdit {
  readonly title?: string;
  readonly body?: string;
  readonly state?: "open" | "closed";
  /** Whole sets, as a person sees them. */
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly due?: string | null;
}

/** One forge with a server behind it, for the contract suite and the end-to-end tests of all three. */
export interface ForgeHarness {
  readonly name: "local" | "gitlab" | "github" | "memory";
  /** A project with the accounts `fledgling-bot` (the token's), `ada`, `grace`, `kim`, `lee`, `sam`, `omar`, `ben`, `lin`; all empty otherwise. */
  start(): Promise<ForgeWorld>;
}

export interface ForgeWorld {
  /** For `--dir`, options and environment that make the command line use this world. */
  readonly cli: { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> };
  /** What a cohort file's `forge:` says to live in this world (YAML flow mapping). */
  readonly forgeYaml: string;
  readonly place: string;
  reader(): ForgeReader;
  writer(): ForgeWriter;
  /** As the server or the disk saw them, since the last `resetRequests`. */
  requests(): RequestCounts;
  resetRequests(): void;
  editAsPerson(number: number, edit: PersonEdit): Promise<void>;
  commentAsPerson(number: number, text: string): Promise<void>;
  /** An issue that a stranger opens. */
  createAsPerson(account: string, title: string, body: string, labels: readonly string[]): Promise<number>;
  stop(): Promise<void>;
}
