import { parseBlocks, setBox } from "../body/blocks.ts";
import type { ReadBody } from "../body/marker.ts";
import { readTasks } from "../body/tasks.ts";
import { BLOCKED_LABEL } from "../desired/labels.ts";
import type { Command, Order } from "../model/command.ts";
import type { ObservedComment, ObservedIssue } from "../model/issue.ts";

/** Marker code of the last comment whose command was followed, so that none is followed twice. */
export const COMMANDS_CODE = "q";

/**
 * What a comment asks for; null for an ordinary one. `done 2`, `done 2, 3`, `done`, `done all`, `stuck`, `not stuck`,
 * `skip this week`: the first line that is no quotation is all of it, except that `stuck` may say on what.
 */
export function parseCommand(text: string): Command | null {
  const first = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .find((line) => line !== "" && !line.startsWith(">"));
  const line = (first ?? "")
    .toLowerCase()
    .replace(/^\//, "")
    .replace(/[.!]+$/, "");
  if (/^skip(?: this week)?$/.test(line)) return { does: "tick", boxes: "all" };
  if (/^(?:unstuck|(?:i am |i'm )?not stuck)(?: any ?more)?$/.test(line)) return { does: "unblock" };
  if (/^(?:i am |i'm )?stuck(?:$|[ :,;.-])/.test(line)) return { does: "block" };
  const done = /^done(?:$|[ :]+(.*)$)/.exec(line);
  if (done === null) return null;
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
  const last = Number.parseInt(body.stamp?.fields[COMMANDS_CODE] ?? "0", 36);
  const mine = owners === null ? null : new Set(owners.map((owner) => owner.toLowerCase()));
  return comments
    .filter((comment) => comment.place === issue.place && comment.number === issue.number && comment.id > last)
    .filter((comment) => mine === null || mine.has(comment.author.toLowerCase()))
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
  const understood = orders.map(({ command }) => {
    if (command.does === "tick") {
      const ticked = tick(text, command.boxes);
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
function tick(text: string, boxes: readonly number[] | "only" | "all"): string | null {
  const count = readTasks(text).length;
  if (count === 0 || (boxes === "only" && count > 1)) return null;
  const wanted = typeof boxes === "string" ? null : new Set(boxes);
  if (wanted !== null && [...wanted].some((box) => box < 1 || box > count)) return null;
  let number = 0;
  return parseBlocks(text)
    .map((block) => {
      if (block.task === null) return block.raw;
      number += 1;
      const is = block.task.state === " " && (wanted === null || wanted.has(number));
      return is ? setBox(block, "x").raw : block.raw;
    })
    .join("");
}

/** What the marker keeps once these are followed. */
export function lastOrder(orders: readonly Order[]): string {
  return Math.max(...orders.map((order) => order.comment.id)).toString(36);
}
