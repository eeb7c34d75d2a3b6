import { readBody } from "../../src/core/marker/body.ts";
import type { ObservedIssue } from "../../src/core/model/issue.ts";
import { pick } from "./random.ts";
import type { Stage } from "./stage.ts";

/** Something a person did to an issue, and how to see that it still stands. */
export interface Deed {
  /** What a later deed of the same name takes the place of: `3 title`. */
  readonly name: string;
  readonly number: number;
  /** What it is, in words: `the title "Title 4 of mine"`. */
  readonly what: string;
  stands(issue: ObservedIssue, comments: readonly string[]): boolean;
}

interface Person {
  readonly stage: Stage;
  readonly random: () => number;
  /** Different for each deed, so that every one can be found again. */
  readonly mark: number;
}

/** Does one random thing to an issue, as somebody would in the browser or an editor; null where it has no room for it. */
export async function act(person: Person, issue: ObservedIssue): Promise<Deed | null> {
  return pick(person.random, [tick, tick, write, write, reword, rename, comment, turn, reassign])(person, issue);
}

type Act = (person: Person, issue: ObservedIssue) => Promise<Deed | null>;

const tick: Act = async ({ stage, random }, { number, body }) => {
  const lines = body.split("\n");
  const items = lines.filter((line) => /^\s*- \[ \] \S/.test(line) && !isOurs(line));
  if (items.length === 0) return null;
  const item = pick(random, items);
  await stage.world.editAsPerson(number, { body: body.replace(item, item.replace("[ ]", "[x]")) });
  const words = item.replace(/^\s*- \[ \] /, "");
  return {
    name: `${number} tick ${words}`,
    number,
    what: `the tick of "${words}"`,
    stands: (now) =>
      now.body.split("\n").some((line) => line.trim().toLowerCase().startsWith(`- [x] ${words.toLowerCase()}`)),
  };
};

const write: Act = async ({ stage, random, mark }, { number, body }) => {
  const gaps = [...body.matchAll(/\n\n/g)].map((match) => match.index);
  const at = pick(random, [...gaps, body.length]);
  const note = `Note ${mark} of mine.`;
  await stage.world.editAsPerson(number, { body: `${body.slice(0, at)}\n\n${note}${body.slice(at)}` });
  return { ...told(number, mark, note), stands: (now) => count(now.body, note) === 1 };
};

const reword: Act = async ({ stage, random, mark }, { number, body }) => {
  const lines = body.split("\n").filter((line) => /^(?:- \[[ x]\] )?[A-Z].*[a-z]\.?$/.test(line) && !isOurs(line));
  if (lines.length === 0) return null;
  const line = pick(random, lines);
  const words = `(mine, ${mark})`;
  await stage.world.editAsPerson(number, { body: body.replace(line, `${line} ${words}`) });
  return { ...told(number, mark, words), stands: (now) => count(now.body, words) === 1 };
};

const rename: Act = async ({ stage, mark }, { number }) => {
  const title = `Title ${mark} of mine`;
  await stage.world.editAsPerson(number, { title });
  return { name: `${number} title`, number, what: `the title "${title}"`, stands: (now) => now.title === title };
};

const comment: Act = async ({ stage, mark }, { number }) => {
  const text = `Comment ${mark} of mine.`;
  await stage.world.commentAsPerson(number, text);
  return {
    ...told(number, mark, text),
    stands: (_now, comments) => comments.reduce((sum, one) => sum + count(one, text), 0) === 1,
  };
};

const turn: Act = async ({ stage }, { number, state, body }) => {
  const wanted = state === "open" ? "closed" : "open";
  await stage.world.editAsPerson(number, { state: wanted });
  // What a person closed and opened again is as if it had never been closed: its day may still close it.
  const mayClose = wanted === "open" && !isClosedByUs(body);
  return {
    name: `${number} state`,
    number,
    what: `that it is ${wanted}`,
    stands: (now) => now.state === wanted || (mayClose && isClosedByUs(now.body)),
  };
};

const reassign: Act = async ({ stage, random }, { number }) => {
  const account = pick(random, ["kim", "omar", "lin"]);
  await stage.world.editAsPerson(number, { assignees: [account] });
  return {
    name: `${number} assignee`,
    number,
    what: `${account} as the assignee`,
    stands: (now) => now.assignees.join() === account,
  };
};

function isClosedByUs(body: string): boolean {
  const { marker } = readBody(body);
  return marker !== null && marker.closedBy !== null;
}

function told(number: number, mark: number, words: string): Pick<Deed, "name" | "number" | "what"> {
  return { name: `${number} words ${mark}`, number, what: `the words "${words}"` };
}

/** Lines that follow other issues, and those that hold the key. */
function isOurs(line: string): boolean {
  return /#\d|\]\(|\*\*Progress|Fledgling|<!--/.test(line);
}

function count(text: string, words: string): number {
  return text.split(words).length - 1;
}
