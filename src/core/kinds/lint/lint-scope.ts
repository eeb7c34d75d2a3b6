import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Kind } from "../model/kind.ts";
import type { Partial } from "../model/template-source.ts";
import { locateProblem, type Problem, type TemplateText } from "../model/problem.ts";
import type { Shape } from "../engine/context.ts";
import type { TemplateNode } from "../engine/template.ts";

/** What an expression can see where it stands. */
export interface Scope {
  /** Innermost last; `../` goes one back. */
  readonly stack: readonly Shape[];
  /** How far `../` may go back: a partial sees nothing outside of the value it is taken in at. */
  readonly floor: number;
  /** Paths known to be there, because an `{{#if}}` around asked. */
  readonly present: ReadonlySet<string>;
}

/** One walk through a text of a kind. */
export interface Lint {
  readonly kind: Kind;
  readonly partials: ReadonlyMap<string, Partial>;
  readonly text: TemplateText;
  readonly target: "title" | "body";
  /** Names of the partials being looked into, to find circles. */
  readonly open: readonly string[];
  readonly found: Diagnostic[];
}

export function reportNode(lint: Lint, node: TemplateNode, problem: Problem): void {
  const { start, end } = node.loc;
  const length = end.line === start.line ? end.column - start.column : 1;
  lint.found.push(locateProblem(lint.text, { line: start.line, column: start.column + 1, length }, problem));
}

/** An expression as written. */
export function original(node: TemplateNode): string {
  const written = node["original"];
  return typeof written === "string" ? written : "";
}

/** A path's full name from the outermost context, so that an `{{#if}}` further out counts. */
export function absolute(path: TemplateNode, scope: Scope, parts?: number): string {
  const depth = scope.stack.length - 1 - Number(path["depth"] ?? 0);
  return `${depth}:${(path["parts"] as readonly string[]).slice(0, parts).join(".")}`;
}
