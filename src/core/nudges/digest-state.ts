import { z } from "zod";
import { parseDate, type CivilDate } from "../model/date.ts";
import type { DigestState } from "../model/digest.ts";

const Day = z.string().transform((text, context): CivilDate => {
  const date = parseDate(text);
  if (date !== null) return date;
  context.addIssue("no date");
  return z.NEVER;
});
const State = z.object({
  sent: z.array(
    z.object({
      item: z.string(),
      step: z.int(),
      to: z.string(),
      on: Day,
      way: z.enum(["comment", "chat", "digest"]),
    }),
  ),
  seen: z.record(z.string(), Day),
  rests: z.record(z.string(), z.object({ until: Day, by: z.number() })),
  mutes: z.record(z.string(), z.object({ on: z.boolean(), by: z.number() })),
});

export const NO_STATE: DigestState = { sent: [], seen: {}, rests: {}, mutes: {} };

const HIDDEN = /<!-- fledgling:digest 1 ([\w%.~!*'()-]*) -->/;

/** What a comment hides; null where it is not the digest, and nothing remembered where somebody broke it. */
export function readState(text: string): DigestState | null {
  const hidden = HIDDEN.exec(text)?.[1];
  if (hidden === undefined) return null;
  try {
    return State.parse(JSON.parse(decodeURIComponent(hidden)));
  } catch {
    return NO_STATE;
  }
}

/** The hidden line; nothing in it can end it early. */
export function formatState(state: DigestState): string {
  return `<!-- fledgling:digest 1 ${encodeURIComponent(JSON.stringify(sortState(state))).replaceAll("-", "%2D")} -->`;
}

function sortState({ sent, seen, rests, mutes }: DigestState): DigestState {
  const key = ({ on, to, item, step }: DigestState["sent"][number]) => `${on} ${to} ${item} ${step}`;
  return {
    sent: [...sent].sort((a, b) => (key(a) < key(b) ? -1 : 1)),
    seen: sortKeys(seen),
    rests: sortKeys(rests),
    mutes: sortKeys(mutes),
  };
}

function sortKeys<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
