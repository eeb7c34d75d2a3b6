import type { NudgeAction } from "../../core/model/action.ts";
import { ForgeError, InvariantError } from "../../core/diagnostics/errors.ts";
import { formatDigest } from "../../core/nudges/render-digest.ts";
import { findDigestComment } from "../../core/plan/digest/plan-digest.ts";
import { blocked, done, writerOf, type Done, type Run } from "./run-state.ts";
import { isSameText } from "../../core/text/lines.ts";

/** Sends one message, if the digest remembers it already: what is cut off here is never sent twice. */
export async function performNudge(run: Run, action: NudgeAction): Promise<Done> {
  if (run.digest.told === null) return blocked("the digest");
  if (action.way === "comment" && action.number !== null) return comment(run, action, action.number);
  if (run.chat === null) throw new InvariantError("a message was planned for a chat that is not there");
  const told = await run.chat(action.text);
  if (told.is === "said") return done(null);
  if (told.is === "unknown")
    return { ...done(null), deviation: "no answer says whether it arrived in the chat; it is not said again" };
  run.digest.unsaid.push(...action.items);
  return { ...done(null), result: "deviated", deviation: `${told.reason}, so it stands in the digest instead` };
}

async function comment(run: Run, action: NudgeAction, number: number): Promise<Done> {
  try {
    await writerOf(run, action.place).createComment(number, action.text);
    return done(null);
  } catch (error) {
    if (error instanceof ForgeError && error.fate === "not-done") run.digest.unsaid.push(...action.items);
    throw error;
  }
}

/** What could not be said becomes lines of the digest; without that it would count as said. */
export async function correctDigest(run: Run): Promise<Done> {
  const { told, unsaid } = run.digest;
  if (told === null || told.digest === null || unsaid.length === 0) return done(null);
  const { draft } = told.digest;
  const writer = writerOf(run, told.place);
  const trusted = run.input.matches.trusted.get(told.place) ?? [];
  const found = findDigestComment(await writer.listCommentsOf(told.number), trusted);
  if (found === null || !isSameText(found.text, formatDigest(draft))) return done(null);
  const isUnsaid = (on: string, item: string) => on === run.input.today && unsaid.includes(item);
  const sent = draft.state.sent.map((one) => (isUnsaid(one.on, one.item) ? { ...one, way: "digest" as const } : one));
  await writer.updateComment(found, formatDigest({ ...draft, state: { ...draft.state, sent } }));
  return done(null);
}
