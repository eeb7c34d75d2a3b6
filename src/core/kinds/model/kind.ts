import type { Anchor, Repeat } from "../../calendar/anchor.ts";
import type { Lane, Phase, Role } from "../../model/cohort.ts";

/** A sort of issue: the parsed front matter and body of one template file, the cohort's overrides applied. */
export interface Kind {
  /** Its name, the file's, and the second part of its keys: `retro`. */
  readonly name: string;
  /** What it is made once for: the cohort, each project, each intern, or each helper of an intern. */
  readonly per: "cohort" | "project" | "intern" | "helper";
  readonly repeat: Repeat | null;
  /** Named days on which it is made, once each: `{ short: week 2, final: end - 1w }`; null for once or a repeat. */
  readonly rounds: Readonly<Record<string, Anchor>> | null;
  /** Handlebars source of the title, one line. */
  readonly title: string;
  /** Handlebars source of the body. */
  readonly body: string;
  /** 1-based line of the file on which the body starts; the column of the title is in `titlePosition`. */
  readonly bodyLine: number;
  readonly titlePosition: { readonly line: number; readonly column: number };
  /** Roles in order of preference: the first that somebody holds acts. */
  readonly owner: readonly Role[];
  /** Roles mentioned by account in the text, so that the forge tells them. */
  readonly mention: readonly Role[];
  readonly opens: Anchor;
  readonly due: { readonly at: Anchor; readonly show: "field" | "text" } | null;
  /** `next`: when the following occurrence opens. Null: only people close it. */
  readonly closes: Anchor | "next" | null;
  readonly lane: Lane;
  readonly late: "skip" | "open";
  readonly finished: "tasks" | "answer";
  /** Roles of whom a reply in the issue is a review; empty where none is asked for. */
  readonly review: readonly Role[];
  /** Working days until the first word about what waits, and from one step of the ladder to the next; null for no word at all. */
  readonly nudge: { readonly after: number; readonly step: number } | null;
  /** The phase that waits until this is done, for whomever it is about; null for none. */
  readonly blocks: Phase | null;
  /** Text that starts the box which lets the rest of the cohort begin; the coordinator's checklist alone has it. */
  readonly gate: string | null;
  /** The same in every language, since the box may have been made in another than today's. */
  readonly gates: readonly string[];
  /** Minutes it asks of each role, for the weekly load. */
  readonly minutes: Readonly<Partial<Record<Role, number>>>;
  /** Days its text names, as `dates.<name>`: `{ decision: 75% }`. */
  readonly dates: Readonly<Record<string, Anchor>>;
  /** Choices of the kind itself that pick partials, beside those of the subject: `{ mode: virtual }`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Data gathered only when a kind asks. */
  readonly needs: readonly (
    | "children"
    | "gaps"
    | "meetings"
    | "overlap"
    | "phase"
    | "activity"
    | "promises"
    | "digest"
  )[];
  /** Attribute values a subject must have; empty for everyone. */
  readonly only: Readonly<Record<string, string>>;
  /** Made unless the cohort says otherwise. */
  readonly enabled: boolean;
  /** The file, as shown to people. */
  readonly file: string;
}
