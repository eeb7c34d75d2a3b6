import { escapeText, plainText } from "../text/escape.ts";
import type { Person } from "../model/cohort.ts";
import { linkTo } from "./render-digest.ts";
import type { Step } from "./ladder.ts";
import type { Waiting } from "./waiting-item.ts";

/** One friendly word about everything that waits for somebody, as Markdown for a comment. */
export function writeComment(person: Person, steps: readonly Step[]): string {
  return write(escapeText(firstName(person), "name"), steps, linkTo);
}

/** The same as plain text for a chat, where no sign of a name can call anybody. */
export function writeChat(person: Person, steps: readonly Step[]): string {
  return write(quiet(firstName(person)), steps, ({ title, url }) =>
    /^https?:/.test(url) ? `${quiet(title)} ${url}` : quiet(title),
  );
}

function write(name: string, steps: readonly Step[], link: (waiting: Waiting) => string): string {
  const lines = steps.map((step) => `- ${link(step.waiting)}: ${say(step)}`);
  return [`Hello ${name}, when it suits you:`, "", ...lines, "", END].join("\n");
}

const END =
  "Settled? Then close it there. Needs more time? That is fine: a comment “snooze 1w” there lets that one rest. The coordinator sees that this was said, until it is settled.";

function say({ waiting, step }: Step): string {
  if (waiting.what === "reply")
    return "a line of yours would be welcome: one thing that went well, or an answer to what is asked there.";
  if (waiting.what === "stuck")
    return "somebody there would be glad of help. Could you answer there, ask whether writing or a call suits them, or name who can?";
  if (waiting.what === "question") return "there is a question. Could you answer it there, or name who can?";
  return step === 0
    ? "it is still open. With nothing to add, close it without a word."
    : "it is still open. Could you ask them whether anything is missing for it?";
}

function firstName({ name }: Person): string {
  return name.trim().split(/\s+/)[0] ?? name;
}

/** One line in which neither Slack nor Mattermost finds a mention, a link or a mark. */
function quiet(text: string): string {
  return plainText(text, 200)
    .replace(/[@#!~:]/g, "$&\u200B")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[*_`|]/g, "$&\u200B");
}
