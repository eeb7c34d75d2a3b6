import { KEY_PART } from "../../model/key.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import type { Fault } from "../problems/finding.ts";
import { hasHidden, quote, slug } from "../problems/quoting.ts";

/** What is wrong with a text of one sort, or null. */
export type Check = (text: string) => Fault | null;

export const LONGEST_COHORT_ID = 30;
const LONGEST_ID = 50;

/** A name, a title: one line that people read. Marks that only join letters or set their direction are allowed. */
export function checkLine(text: string): Fault | null {
  return checkWords(text, 200, text.replace(/[\u200c-\u200f]/g, ""));
}

/** Words of any length a person would write, in several lines if they like. */
export function checkProse(text: string): Fault | null {
  return checkWords(text, 4000, text.replace(/[\u200c-\u200f\n\t]/g, ""));
}

function checkWords(text: string, longest: number, suspect: string): Fault | null {
  if (text.trim() === "")
    return { code: "empty-text", message: "this text is empty", remedy: "Write it, or leave the key out." };
  if (text.length > longest) {
    return {
      code: "too-long",
      message: `this text has ${text.length} characters, and at most ${longest} fit`,
      remedy: "Shorten it, or link to where it is told at length.",
    };
  }
  return hasHidden(suspect) ? hiddenCharacter(text) : null;
}

function hiddenCharacter(text: string): Fault {
  const remedy = "Type the text anew: something invisible came along when it was copied.";
  return {
    code: "control-character",
    message: `${quote(text)} holds a line break or a character nobody can see`,
    remedy,
  };
}

export const checkCohortId: Check = (text) => checkIdOf(text, LONGEST_COHORT_ID);

/** An id that becomes a part of keys: of a person, a project, a milestone, a kind. */
export const checkId: Check = (text) => checkIdOf(text, LONGEST_ID);

function checkIdOf(text: string, longest: number): Fault | null {
  if (hasHidden(text)) return hiddenCharacter(text);
  if (text.length > longest) {
    const shorter = slug(text, longest);
    return {
      code: "id-too-long",
      message: `the id ${quote(text)} has ${text.length} characters, and at most ${longest} fit`,
      remedy: `Shorten it, such as to ${shorter === "" ? "a word" : shorter}.`,
    };
  }
  if (text === "all")
    return { code: "bad-id", message: '"all" stands for the whole cohort', remedy: "Choose another id." };
  if (KEY_PART.test(text)) return null;
  const near = slug(text, longest);
  return {
    code: "bad-id",
    message: `${quote(text)} cannot be an id: only lower case letters, digits, -, _ and . can be in it, and a letter or digit first and last`,
    remedy: near === "" ? "Choose an id such as ada." : `Write ${near}; the name to show goes into its own key.`,
  };
}

/** Names of links and attributes: what templates call them. */
export function checkName(text: string): Fault | null {
  if (/^[a-z][a-z0-9_]{0,49}$/.test(text)) return null;
  const near = slug(text, 50)
    .replaceAll("-", "_")
    .replace(/^[^a-z]+/, "");
  return {
    code: "bad-id",
    message: `${quote(text)} cannot be a name in templates: only lower case letters, digits and _ can be in it, and a letter first`,
    remedy: near === "" ? "Choose a name such as handbook." : `Write ${near}.`,
  };
}

/** An attribute's value picks a file: `role_backend.md.hbs`. */
export function checkAttribute(text: string): Fault | null {
  if (/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,48}[A-Za-z0-9])?$/.test(text)) return null;
  const remedy = "Use letters, digits, -, _ and ., such as backend or DE.";
  return {
    code: "bad-attribute",
    message: `${quote(text)} cannot be an attribute's value, which is a part of a file name`,
    remedy,
  };
}

export function checkUsername(text: string): Fault | null {
  if (/^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,253}[A-Za-z0-9_])?(?:\[bot\])?$/.test(text)) return null;
  const remedy = text.startsWith("@")
    ? `Leave the @ out: ${text.slice(1, 40).replace(/[^A-Za-z0-9_.-]/g, "")}.`
    : "Write the account as it stands in the forge's address of the person, such as ada.";
  return { code: "bad-username", message: `${quote(text)} is not an account name`, remedy };
}

/** A check that a text is one of `words`. */
export function checkOneOf(words: readonly string[], code: Fault["code"], what: string): Check {
  return (text) => {
    if (words.includes(text)) return null;
    const near = suggest(text, words) ?? words.find((word) => text.toLowerCase().startsWith(word)) ?? null;
    const remedy = near === null ? `Choose one of ${words.join(", ")}.` : `Did you mean ${near}?`;
    return { code, message: `${quote(text)} is not ${what}`, remedy };
  };
}
