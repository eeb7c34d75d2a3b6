import type { Diagnostic } from "../model/diagnostic.ts";
import { renderExcerpt } from "../model/excerpt.ts";
import { suggest } from "../model/suggest.ts";
import type { Kind } from "./kind.ts";
import type { Partial } from "./library.ts";
import { describeContext, type Shape } from "./shape.ts";
import { parseTemplate, type TemplateNode } from "./template.ts";

/** One template text under the lint, and where its first line stands in its file. */
interface Source {
  readonly file: string;
  readonly whole: string;
  readonly lineOffset: number;
  readonly columnOffset: number;
}

interface Scope {
  /** Innermost last; `../` goes one back. */
  readonly stack: readonly Shape[];
  /** Paths known to be there, because an `{{#if}}` around asked. */
  readonly present: ReadonlySet<string>;
  readonly inEach: boolean;
}

interface Lint {
  readonly kind: Kind;
  readonly partials: ReadonlyMap<string, Partial>;
  readonly source: Source;
  /** Names of the partials being looked into, to find circles. */
  readonly open: readonly string[];
  readonly found: Diagnostic[];
}

/** The slot that takes the partials an intern's attributes choose. */
export const ATTRIBUTES_SLOT = "attributes";

/** Checks every expression of a kind's title and body, and of the partials they take in, against what the kind's context has. */
export function lintKind(
  kind: Kind,
  whole: string,
  given: { readonly partials: ReadonlyMap<string, Partial>; readonly linkNames: readonly string[] },
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const scope: Scope = { stack: [describeContext(kind, given.linkNames)], present: new Set(), inEach: false };
  const body: Lint = {
    kind,
    partials: given.partials,
    open: [],
    found,
    source: { file: kind.file, whole, lineOffset: kind.bodyLine - 1, columnOffset: 0 },
  };
  const title: Lint = {
    ...body,
    partials: new Map(),
    source: { ...body.source, lineOffset: kind.titlePosition.line - 1, columnOffset: kind.titlePosition.column - 1 },
  };
  lintText(title, kind.title, scope);
  lintText(body, kind.body, scope);
  for (const partial of given.partials.values()) {
    if (!partial.name.startsWith(`${kind.name}/`)) continue;
    lintText(
      { ...body, source: { file: partial.file, whole: partial.text, lineOffset: 0, columnOffset: 0 } },
      partial.text,
      scope,
    );
  }
  return unique(found);
}

function lintText(lint: Lint, text: string, scope: Scope): void {
  const parsed = parseTemplate(text);
  if ("fault" in parsed) {
    report(
      lint,
      parsed.fault.line,
      parsed.fault.column,
      1,
      "broken-template",
      parsed.fault.message,
      "Every {{#if}} and {{#each}} needs its {{/if}} and {{/each}}, and every {{ its }}",
    );
    return;
  }
  for (const node of parsed.nodes) lintNode(lint, node, scope);
}

function lintNode(lint: Lint, node: TemplateNode, scope: Scope): void {
  switch (node.type) {
    case "ContentStatement":
    case "CommentStatement":
      return;
    case "MustacheStatement":
      return lintMustache(lint, node, scope);
    case "BlockStatement":
      return lintBlock(lint, node, scope);
    case "PartialStatement":
      return lintPartial(lint, node, scope);
    default:
      reportNode(
        lint,
        node,
        "unsupported-expression",
        `templates cannot use ${node.type.replace(/Statement$|Block$/, "").toLowerCase()}s`,
        "Use {{value}}, {{#if}}, {{#unless}}, {{#each}} and {{> partial}}",
      );
  }
}

function lintMustache(lint: Lint, node: TemplateNode, scope: Scope): void {
  if (node["escaped"] === false)
    return reportNode(
      lint,
      node,
      "raw-expression",
      "a value must not go into a text unescaped",
      "Write {{ }} with two braces and no &: escaping for Markdown happens by itself",
    );
  const path = node["path"] as TemplateNode;
  if ((node["params"] as unknown[]).length > 0 || (node["hash"] !== undefined && node["hash"] !== null))
    return reportNode(
      lint,
      node,
      "unsupported-expression",
      "templates hold words, not calculations",
      "Use a plain value, such as {{intern.name}}",
    );
  const shape = lintPath(lint, path, scope);
  if (shape === null) return;
  if (shape.is === "object" || shape.is === "list")
    return reportNode(
      lint,
      path,
      "not-a-value",
      `${original(path)} is a ${shape.is === "list" ? "list" : "group of values"}, not a value`,
      shape.is === "list"
        ? `Use {{#each ${original(path)}}}…{{/each}}`
        : `Name one of ${Object.keys(shape.fields)
            .map((key) => `${original(path)}.${key}`)
            .slice(0, 4)
            .join(", ")}`,
    );
  if ("optional" in shape && shape.optional === true && !scope.present.has(absolute(path, scope))) {
    reportNode(
      lint,
      path,
      "may-be-missing",
      `${original(path)} may be missing`,
      `Put it inside {{#if ${original(path)}}}…{{/if}}`,
    );
  }
}

function lintBlock(lint: Lint, node: TemplateNode, scope: Scope): void {
  const name = original(node["path"] as TemplateNode);
  const [param, ...more] = node["params"] as TemplateNode[];
  const program = node["program"] as TemplateNode | undefined;
  const inverse = node["inverse"] as TemplateNode | undefined;
  if (!["if", "unless", "each"].includes(name)) {
    const near = suggest(name, ["if", "unless", "each"]);
    return reportNode(
      lint,
      node["path"] as TemplateNode,
      "unknown-block",
      `there is no {{#${name}}}`,
      near === null ? "Use {{#if}}, {{#unless}} or {{#each}}" : `Did you mean {{#${near}}}?`,
    );
  }
  if (param === undefined || more.length > 0 || param.type !== "PathExpression")
    return reportNode(lint, node, "unsupported-expression", `{{#${name}}} takes one value`, `Write {{#${name} value}}`);
  const shape = lintPath(lint, param, scope);
  const path = absolute(param, scope);
  const withPath: Scope = { ...scope, present: new Set([...scope.present, path]) };
  if (name === "each") {
    if (shape !== null && shape.is !== "list")
      reportNode(lint, param, "not-a-list", `${original(param)} is not a list`, `Use {{#if ${original(param)}}}`);
    if (shape?.is === "list")
      lintProgram(lint, program, { stack: [...scope.stack, shape.of], present: withPath.present, inEach: true });
    return lintProgram(lint, inverse, scope);
  }
  lintProgram(lint, program, name === "if" ? withPath : scope);
  lintProgram(lint, inverse, name === "if" ? scope : withPath);
}

function lintProgram(lint: Lint, program: TemplateNode | undefined, scope: Scope): void {
  for (const node of (program?.["body"] ?? []) as TemplateNode[]) lintNode(lint, node, scope);
}

function lintPartial(lint: Lint, node: TemplateNode, scope: Scope): void {
  const name = original(node["name"] as TemplateNode);
  if (name === ATTRIBUTES_SLOT) return;
  if ((node["params"] as unknown[]).length > 0)
    return reportNode(
      lint,
      node,
      "unsupported-expression",
      "a partial sees what the template sees, and takes nothing more",
      `Write {{> ${name}}}`,
    );
  const partial = lint.partials.get(name);
  if (partial === undefined) {
    const near = suggest(
      name,
      [...lint.partials.keys()].filter((candidate) => !candidate.includes("/")),
    );
    return reportNode(
      lint,
      node["name"] as TemplateNode,
      "unknown-partial",
      `there is no partial ${name}`,
      near === null ? `Add partials/${name}.md.hbs` : `Did you mean ${near}?`,
    );
  }
  if (lint.open.includes(name))
    return reportNode(lint, node, "circular-partial", `the partial ${name} takes in itself`, "Break the circle");
  lintText(
    {
      ...lint,
      open: [...lint.open, name],
      source: { file: partial.file, whole: partial.text, lineOffset: 0, columnOffset: 0 },
    },
    partial.text,
    scope,
  );
}

/** The shape at a path, or null after reporting why there is none. */
function lintPath(lint: Lint, path: TemplateNode, scope: Scope): Shape | null {
  if (path.type !== "PathExpression") {
    reportNode(
      lint,
      path,
      "unsupported-expression",
      "only values from the context can be named here",
      "Use a plain value, such as {{intern.name}}",
    );
    return null;
  }
  if (path["data"] === true) return lintData(lint, path, scope);
  let shape = scope.stack[scope.stack.length - 1 - Number(path["depth"] ?? 0)];
  if (shape === undefined) {
    reportNode(
      lint,
      path,
      "unknown-name",
      `${original(path)} goes further out than there is`,
      "Each ../ leaves one {{#each}}",
    );
    return null;
  }
  const walked: string[] = [];
  for (const part of path["parts"] as string[]) {
    const fields: Readonly<Record<string, Shape>> = shape.is === "object" ? shape.fields : {};
    const next: Shape | undefined = Object.hasOwn(fields, part) ? fields[part] : undefined;
    if (next === undefined) {
      reportUnknown(lint, path, part, walked, fields);
      return null;
    }
    walked.push(part);
    if (
      "optional" in shape &&
      shape.optional === true &&
      walked.length > 1 &&
      !scope.present.has(absolute(path, scope, walked.length - 1))
    ) {
      const owner = walked.slice(0, -1).join(".");
      reportNode(lint, path, "may-be-missing", `${owner} may be missing`, `Put it inside {{#if ${owner}}}…{{/if}}`);
    }
    shape = next;
  }
  return shape;
}

function lintData(lint: Lint, path: TemplateNode, scope: Scope): Shape | null {
  const name = (path["parts"] as string[]).join(".");
  if (scope.inEach && ["index", "first", "last"].includes(name)) return { is: "number" };
  reportNode(
    lint,
    path,
    "unknown-name",
    `@${name} is not to be had here`,
    "Inside {{#each}} there are @index, @first and @last",
  );
  return null;
}

function reportUnknown(
  lint: Lint,
  path: TemplateNode,
  part: string,
  walked: readonly string[],
  fields: Readonly<Record<string, Shape>>,
): void {
  const names = Object.keys(fields).sort();
  const near = suggest(part, names);
  const where = walked.length === 0 ? `a ${lint.kind.per} issue` : walked.join(".");
  const offer =
    names.length === 0 ? `${walked.join(".")} is a value and has nothing inside` : `It has ${names.join(", ")}`;
  reportNode(
    lint,
    path,
    "unknown-name",
    `${where} has no ${part}`,
    near === null ? offer : `Did you mean ${[...walked, near].join(".")}?`,
  );
}

/** A path's full name from the outermost context, so that an `{{#if}}` further out counts. */
function absolute(path: TemplateNode, scope: Scope, parts?: number): string {
  const depth = scope.stack.length - 1 - Number(path["depth"] ?? 0);
  return `${depth}:${(path["parts"] as string[]).slice(0, parts).join(".")}`;
}

function original(path: TemplateNode): string {
  return String(path["original"] ?? "");
}

function reportNode(lint: Lint, node: TemplateNode, code: string, message: string, remedy: string): void {
  const { start, end } = node.loc;
  report(
    lint,
    start.line,
    start.column + 1,
    end.line === start.line ? end.column - start.column : 1,
    code,
    message,
    remedy,
  );
}

function report(
  lint: Lint,
  line: number,
  column: number,
  length: number,
  code: string,
  message: string,
  remedy: string,
): void {
  const { source } = lint;
  const at = { line: line + source.lineOffset, column: column + (line === 1 ? source.columnOffset : 0) };
  lint.found.push({
    severity: "error",
    code,
    message,
    remedy,
    file: source.file,
    path: null,
    ...at,
    excerpt: renderExcerpt(source.whole, at.line, at.column, length),
  });
}

function unique(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return found.filter((one) => {
    const id = `${one.file ?? ""}:${one.line ?? 0}:${one.column ?? 0}:${one.message}`;
    return !seen.has(id) && seen.add(id) !== null;
  });
}
