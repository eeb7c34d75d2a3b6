import { original, type Lint } from "./lint-scope.ts";
import { locateProblem } from "../model/problem.ts";
import type { TemplateNode } from "../engine/template.ts";

/** A list item as it stands in a template, and the branches of blocks around it, outermost first. */
interface Item {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly words: string;
  readonly branches: readonly string[];
}

const ITEM = /^(\s*)(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX~]\]\s+)?(\S.*)$/;
const FENCE = /^\s*(?:`{3,}|~{3,})/;

/** Reports list items that would stand twice in one text: a tick must have one place to belong to. What values make alike shows when rendered. */
export function lintItems(lint: Lint, text: string, nodes: readonly TemplateNode[]): void {
  const items = collectItems(text, nodes);
  for (const [index, item] of items.entries()) {
    const earlier = items.slice(0, index).find((one) => one.words === item.words && meets(one, item));
    const isRepeated = item.branches.at(-1)?.startsWith("each") === true && !item.words.includes("{{");
    if (earlier !== undefined)
      reportItem(
        lint,
        item,
        `the same list item stands ${earlier.line === item.line - 1 ? "in the line above" : `${item.line - earlier.line} lines above`}`,
      );
    else if (isRepeated) reportItem(lint, item, "this list item would be the same each time round");
  }
}

function reportItem(lint: Lint, item: Item, message: string): void {
  const remedy = "Word them differently, so that a tick has one place";
  lint.found.push(locateProblem(lint.text, item, { code: "same-item-twice", message, remedy }));
}

/** Whether two items certainly stand in one text whenever the deeper one does. */
function meets(a: Item, b: Item): boolean {
  const [short, long] = a.branches.length < b.branches.length ? [a, b] : [b, a];
  return short.branches.every((branch, depth) => branch === long.branches[depth]);
}

function collectItems(text: string, nodes: readonly TemplateNode[]): readonly Item[] {
  const branches = mapBranches(nodes);
  let isFenced = false;
  return text.split("\n").flatMap((source, index) => {
    if (FENCE.test(source)) isFenced = !isFenced;
    const match = isFenced ? null : ITEM.exec(source);
    const around = branches.get(index + 1);
    if (match === null || around === undefined) return [];
    const [, indent = "", words = ""] = match;
    const item = { line: index + 1, column: indent.length + 1, length: source.trim().length };
    return [{ ...item, words: words.replace(/\s+/g, " ").trim(), branches: around }];
  });
}

/** For each line that begins with plain text: the branches of blocks around it, such as `if3 each5 else7`. */
function mapBranches(nodes: readonly TemplateNode[]): ReadonlyMap<number, readonly string[]> {
  const lines = new Map<number, readonly string[]>();
  let blocks = 0;
  const visit = (list: readonly TemplateNode[], around: readonly string[]): void => {
    for (const node of list) {
      if (node.type === "ContentStatement") noteLines(node, around, lines);
      if (node.type !== "BlockStatement") continue;
      const name = original(node["path"] as TemplateNode);
      const id = ++blocks;
      visit(bodyOf(node["program"]), [...around, `${name}${id}`]);
      visit(bodyOf(node["inverse"]), [...around, `else${id}`]);
    }
  };
  visit(nodes, []);
  return lines;
}

function noteLines(node: TemplateNode, around: readonly string[], lines: Map<number, readonly string[]>): void {
  const { start } = node.loc;
  const count = original(node).split("\n").length;
  for (let index = start.column === 0 ? 0 : 1; index < count; index++) lines.set(start.line + index, around);
}

function bodyOf(program: unknown): readonly TemplateNode[] {
  return ((program as TemplateNode | undefined)?.["body"] ?? []) as readonly TemplateNode[];
}
