/** How a forge behaves, on every server and in every project: what planning has to know before anything is asked. */
export interface ForgeBehaviour {
  /** People have accounts, so that it is certain who wrote something. False where anybody writes whatever name they like. */
  readonly hasAccounts: boolean;
  /** Whoever is assigned or mentioned is told of it. False where nothing reaches anybody: no first run has to wait for a go. */
  readonly notifies: boolean;
  /** A place is public, internal or private. False where nothing tells who can open one. */
  readonly tellsReaders: boolean;
  /** In a private place an issue can be one that its owner and the coordinators alone read. False where all who can open a place read all of its issues. */
  readonly hidesIssues: boolean;
  /** How two names of labels are compared: a label that differs from one of ours by case alone is `exact`ly another one, or in `any` case that one. */
  readonly labelCase: "exact" | "any";
  /** Making a label takes a right of its own. */
  readonly labelsNeedRight: boolean;
  /** It is sold in tiers that can do more or less, which it may tell. */
  readonly hasTiers: boolean;
  /** What an issue can stand under: another issue of the same place, or an epic of a group; null for nothing. */
  readonly childrenUnder: "issue" | "epic" | null;
  /** The account that a token writes as to which the forge will not say whose it is; null where there is no such token. */
  readonly unnamedAccount: string | null;
  /** Requests that a change of one issue takes. */
  readonly countWrites: (change: WriteShape) => number;
  /** What leads to a comment, behind `#` at the end of its issue's address; null where comments have no address. */
  readonly commentAnchor: ((comment: number) => string) | null;
}

/** What one write changes, as far as its cost goes. */
export interface WriteShape {
  /** Title, body, due date, milestone, confidentiality or state. */
  readonly core: boolean;
  readonly assigneeOff: boolean;
  readonly assigneeOn: boolean;
  readonly labelsOn: number;
  readonly labelsOff: number;
  readonly parent: boolean;
}

/** `countWrites` of a forge that does everything in one request. */
export function countAsOne(change: WriteShape): number {
  return Object.values(change).some((part) => part !== false && part !== 0) ? 1 : 0;
}
