import { Lexer } from "yaml";
import type { Fault } from "../problems/finding.ts";

/** Far more than any cohort needs; what is larger or deeper is refused unread. */
const LARGEST = 256 * 1024;
const DEEPEST = 40;

export interface LimitFault extends Fault {
  /** Where in the text it is first too much. */
  readonly offset: number;
}

/**
 * Refuses what could bring the parser down, before it sees it: very deep nesting makes Node give up for want of memory,
 * which nothing can catch. The lexer is flat, so it can look first.
 */
export function checkLimits(text: string): LimitFault | null {
  if (text.length > LARGEST) {
    return {
      code: "too-large",
      message: `the file has ${text.length} characters, and the most a cohort file can have is ${LARGEST}`,
      remedy: "Write one file per cohort.",
      offset: 0,
    };
  }
  const offset = findTooDeep(text);
  if (offset === null) return null;
  return {
    code: "too-deep",
    message: `the file nests deeper than ${DEEPEST} levels here`,
    remedy: "A cohort file needs about six levels: check the indentation and the brackets.",
    offset,
  };
}

interface Depth {
  /** Columns at which open block collections began. */
  readonly columns: number[];
  flow: number;
}

function findTooDeep(text: string): number | null {
  const depth: Depth = { columns: [], flow: 0 };
  let offset = 0;
  let lineStart = 0;
  let fresh = true;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (token === "\x1f") {
      isScalar = true;
      continue;
    }
    if (token === "\x02" || token === "\x18") continue;
    const isSpace = !isScalar && /^[ \t\r\n\ufeff]*$/.test(token);
    if (!isSpace && depth.flow === 0 && (fresh || token === "-" || token === "?")) openBlock(depth, offset - lineStart);
    if (!isScalar) countFlow(depth, token);
    if (depth.columns.length + depth.flow > DEEPEST) return offset;
    if (!isSpace) fresh = false;
    const lastBreak = token.lastIndexOf("\n");
    if (lastBreak >= 0) {
      lineStart = offset + lastBreak + 1;
      fresh = true;
    }
    offset += token.length;
    isScalar = false;
  }
  return null;
}

function openBlock(depth: Depth, column: number): void {
  while ((depth.columns.at(-1) ?? -1) >= column) depth.columns.pop();
  depth.columns.push(column);
}

function countFlow(depth: Depth, token: string): void {
  if (token === "{" || token === "[") depth.flow++;
  else if (token === "}" || token === "]") depth.flow = Math.max(0, depth.flow - 1);
}
