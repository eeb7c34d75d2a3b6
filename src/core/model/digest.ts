import type { CivilDate } from "./date.ts";

/** How a message reaches somebody: a comment that they and coordinators alone read, a chat, or the coordinator passes it on. */
export type Way = "comment" | "chat" | "digest";

/** A word that was sent about one thing that waits. */
export interface Sent {
  /** Hash of what waits. */
  readonly item: string;
  /** Step of the ladder, 0 the first. */
  readonly step: number;
  /** Person id. */
  readonly to: string;
  readonly on: CivilDate;
  readonly way: Way;
}

/** What the digest remembers in hiding, so that a lost run repeats nothing. */
export interface DigestState {
  readonly sent: readonly Sent[];
  /** Since when something that shows no date of its own has been so, by its hash. */
  readonly seen: Readonly<Record<string, CivilDate>>;
  /** Until when what waits rests, by its hash, and the id of the comment that asked for it. */
  readonly rests: Readonly<Record<string, { readonly until: CivilDate; readonly by: number }>>;
  /** Person ids who asked that nothing be said about them, and the id of the comment that did. */
  readonly mutes: Readonly<Record<string, { readonly on: boolean; readonly by: number }>>;
}

/** The digest before it is text: what waits, what is remembered, and how both are named. */
export interface DigestDraft {
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[];
  /** What waits, as Markdown, by its hash. */
  readonly items: Readonly<Record<string, string>>;
  /** Names as Markdown, by person id. */
  readonly names: Readonly<Record<string, string>>;
  /** Person id of whom it is for. */
  readonly reader: string;
  readonly state: DigestState;
}
