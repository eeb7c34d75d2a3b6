import type { ReadBody } from "../../marker/body.ts";
import type { ObservedIssue } from "../../model/issue.ts";
/** An issue of ours, found again. */
export interface Match {
  readonly key: string;
  readonly issue: ObservedIssue;
  readonly body: ReadBody;
}

/** A key seen where it must not be acted upon, and why. */
export interface Clash {
  readonly key: string;
  readonly issue: ObservedIssue;
  readonly reason: string;
}

export interface Matches {
  readonly byKey: ReadonlyMap<string, Match>;
  /** Further issues of a key that has a canonical one: the lowest number is that. */
  readonly duplicates: readonly Match[];
  readonly clashes: readonly Clash[];
  /** Ours by author and label, but both places that held the key are gone. */
  readonly lost: readonly ObservedIssue[];
  /** Another config repository keeps issues of a cohort with this id here. */
  readonly foreign: readonly Match[];
  /** Accounts whose issues are ours, sorted, by place. */
  readonly trusted: ReadonlyMap<string, readonly string[]>;
}
