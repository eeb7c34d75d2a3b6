import type { CommentAction } from "../../core/model/action.ts";
import type { DigestDraft } from "../../core/model/digest.ts";
import { formatDigest } from "../../core/nudges/render-digest.ts";
import { findDigestComment } from "../../core/plan/digest/plan-digest.ts";
import { done, writerOf, type Done, type Run } from "./run-state.ts";
import { isSameText } from "../../core/text/lines.ts";

/** Writes the one comment of ours, unless another run was quicker: what it remembers is never written over. */
export async function performDigest(
  run: Run,
  action: CommentAction,
  { draft, before }: { readonly draft: DigestDraft; readonly before: string | null },
): Promise<Done> {
  const writer = writerOf(run, action.place);
  const trusted = run.input.matches.trusted.get(action.place) ?? [];
  const comment = findDigestComment(await writer.listCommentsOf(action.number), trusted);
  if (!isSameText(comment?.text ?? null, before))
    return { ...done(null), result: "deviated", deviation: "another run has changed it in the meantime, so it stays" };
  if (comment === null) await writer.createComment(action.number, formatDigest(draft));
  else await writer.updateComment(comment, formatDigest(draft));
  run.digest.told = action;
  return done(null);
}
