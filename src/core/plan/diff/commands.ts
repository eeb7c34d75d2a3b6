import { parseBlocks, setBox } from "../../markdown/blocks.ts";
import type { ReadBody } from "../../marker/body.ts";
import { BLOCKED_LABEL } from "../../desired/labels.ts";
import type { Command, Order } from "../../model/command.ts";
import type { ObservedComment, ObservedIssue } from "../../model/issue.ts";
import { accountSet } from "../../model/lookup/accounts.ts";
import { readCommandLine } from "../../text/bound-text.ts";

/**
 * What a comment asks for; null for an ordinary one. `done 2`, `done 2, 3`, `done`, `done all`, `stuck`, `not stuck`,
 * `skip this week`: the first line that is no quotation is all of it, except that `stuck` may say on what.
 */
export function parseCommand(text: string): Command | null {
  const { line, isWhole } = readCommandLine(text);
  if (/^skip(?: this week)?$/.test(line)) return { does: "tick", boxes: "own" };
  if (/^(?:unstuck|(?:i am |i'm )?not stuck)(?: any ?more)?$/.test(line)) return { does: "unblock" };
  if (/^(?:i am |i'm )?stuck(?:$|[ :,;.-])/.test(line)) return { does: "block" };
  const done = /^done(?:$|[ :]+(?![ :])(.*)$)/.exec(line);
  if (done === null || !isWhole) return null;
  const rest = done[1]?.trim() ?? "";
  if (rest === "") return { does: "tick", boxes: "only" };
  if (rest === "all") return { does: "tick", boxes: "all" };
  const numbers = rest.split(/[\s,;&+]+|\band\b/).filter((word) => word !== "");
  if (!numbers.every((word) => /^#?\d{1,3}$/.test(word))) return null;
  return { does: "tick", boxes: numbers.map((word) => Number(word.replace("#", ""))) };
}

/** New comments of an issue that ask for something, oldest first: those of `owners` alone, accounts in any case; null trusts whoever wrote. */
export function listOrders(
  issue: ObservedIssue,
  body: ReadBody,
  comments: readonly ObservedComment[],
  owners: readonly string[] | null,
): readonly Order[] {
  const last = body.marker?.lastCommand ?? 0;
  const mine = owners === null ? null : accountSet(owners);
  return comments
    .filter((comment) => comment.place === issue.place && comment.number === issue.number && comment.id > last)
    .filter((comment) => mine === null || mine.has(comment.author))
    .flatMap((comment) => {
      const command = parseCommand(comment.text);
      return command === null ? [] : [{ comment, command }];
    })
    .sort((a, b) => a.comment.id - b.comment.id);
}

/** An issue as its owner asked for it to be. */
export interface Obeyed {
  readonly issue: ObservedIssue;
  readonly body: ReadBody;
  /** For each order, in their order, whether it could be followed. */
  readonly understood: readonly boolean[];
}

/** Follows orders: what they tick and say takes the place of what the issue has. */
export function obey(issue: ObservedIssue, body: ReadBody, orders: readonly Order[]): Obeyed {
  let text = body.text;
  let { labels } = issue;
  const promised = new Set(body.marker?.createOnly);
  const understood = orders.map(({ command }) => {
    if (command.does === "tick") {
      const ticked = tick(text, command.boxes, promised);
      text = ticked ?? text;
      return ticked !== null;
    }
    const others = labels.filter((label) => label !== BLOCKED_LABEL);
    labels = command.does === "block" ? [...others, BLOCKED_LABEL].sort() : others;
    return true;
  });
  return { issue: { ...issue, labels }, body: { ...body, text }, understood };
}

/** The text with those boxes ticked, counted from 1 down the page; null where one of them is not there, or it is not clear which. */
function tick(
  text: string,
  boxes: readonly number[] | "only" | "own" | "all",
  promised: ReadonlySet<string>,
): string | null {
  const blocks = parseBlocks(text);
  const all = blocks.filter(({ task }) => task !== null);
  const own = all.filter(({ hash }) => !promised.has(hash));
  const asked = typeof boxes === "string" ? (boxes === "all" ? all : own) : boxes.flatMap((box) => all[box - 1] ?? []);
  const isClear = typeof boxes === "string" ? boxes !== "only" || own.length === 1 : asked.length === boxes.length;
  if (asked.length === 0 || !isClear) return null;
  const wanted = new Set(asked);
  return blocks
    .map((block) => (wanted.has(block) && block.task?.state === " " ? setBox(block, "x").raw : block.raw))
    .join("");
}

/** The last of these comments, by id. */
export function lastOrder(orders: readonly Order[]): number {
  return Math.max(...orders.map((order) => order.comment.id));
}
