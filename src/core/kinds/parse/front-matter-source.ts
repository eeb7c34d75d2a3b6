import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from "yaml";
import type { Spot } from "../model/problem.ts";

/** Front matter of one file as YAML, with the place of each key and value in the file. */
export interface FrontMatterSource {
  /** Plain data; `undefined` where it cannot be read. */
  readonly data: unknown;
  readonly faults: readonly { readonly spot: Spot; readonly message: string }[];
  readonly body: string;
  /** 1-based line of the file on which the body starts. */
  readonly bodyLine: number;
  /** Where a value starts, inside its quotes if it has some; of what is not there, where its parent is. */
  readonly locate: (path: readonly string[], onKey: boolean) => Spot;
}

const FENCED = /^---[ \t]*\n((?:(?!---[ \t]*(?:\n|$)).*\n)*)---[ \t]*(?:\n|$)/;
const LONGEST = 10_000;
const DEEPEST = 20;

/** Splits a template file (`\n` line ends) into front matter and body; null when it does not start with front matter. */
export function readFrontMatter(text: string): FrontMatterSource | null {
  const match = FENCED.exec(text);
  const yaml = match?.[1];
  if (match === null || yaml === undefined) return null;
  const body = { body: text.slice(match[0].length), bodyLine: match[0].split("\n").length };
  const refusal = refuse(yaml);
  const start: Spot = { line: 2, column: 1, length: 1 };
  if (refusal !== null)
    return { ...body, data: undefined, faults: [{ spot: start, message: refusal }], locate: () => start };
  const counter = new LineCounter();
  const document = parseDocument(yaml, { uniqueKeys: true, prettyErrors: false, lineCounter: counter });
  const spotAt = (offset: number): Spot => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line) + 1, column: Math.max(1, col), length: 1 };
  };
  const faults = document.errors.map((error) => ({ spot: spotAt(error.pos[0]), message: error.message }));
  const locate = (path: readonly string[], onKey: boolean) => spotAt(offsetOf(document, yaml, path, onKey));
  if (faults.length > 0) return { ...body, data: undefined, faults, locate };
  const data = unfold(document);
  return data === null
    ? { ...body, data: undefined, faults: [{ spot: start, message: "front matter unfolds without end" }], locate }
    : { ...body, data: data.plain, faults, locate };
}

/** Null where aliases name aliases of aliases. */
function unfold(document: Document): { readonly plain: unknown } | null {
  try {
    return { plain: document.toJS({ maxAliasCount: 20 }) };
  } catch {
    return null;
  }
}

/** What a parser could choke on, before it sees it. */
function refuse(yaml: string): string | null {
  if (yaml.length > LONGEST) return `front matter has ${yaml.length} characters, and ${LONGEST} is the most`;
  let depth = 0;
  for (const sign of yaml) {
    if (sign === "[" || sign === "{") depth++;
    if (sign === "]" || sign === "}") depth--;
    if (depth > DEEPEST) return "front matter nests deeper than anything in it needs";
  }
  return null;
}

function offsetOf(document: Document, yaml: string, path: readonly string[], onKey: boolean): number {
  const parent = path.length < 2 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  const pair = isMap(parent)
    ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === last)
    : undefined;
  const node = onKey && pair !== undefined ? pair.key : document.getIn(path, true);
  if (!isNode(node) || !node.range) return path.length === 0 ? 0 : offsetOf(document, yaml, path.slice(0, -1), onKey);
  const [from] = node.range;
  if (!isScalar(node)) return from;
  if (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE") return from + 1;
  if (node.type !== "BLOCK_FOLDED" && node.type !== "BLOCK_LITERAL") return from;
  return from + (/^[^\n]*\n\s*/.exec(yaml.slice(from))?.[0].length ?? 0);
}
