import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import type { Partial } from "../model/template-source.ts";
import { lintAttributes } from "./lint-attributes.ts";
import type { LintInput } from "./lint-input.ts";
import { lintItems } from "./lint-items.ts";
import { lintMentions } from "./lint-mentions.ts";
import { isOptional, lintPath, reportMissing } from "./lint-path.ts";
import { absolute, original, reportNode, type Lint, type Scope } from "./lint-scope.ts";
import { locateProblem, type TemplateText } from "../model/problem.ts";
import { describeContext } from "../engine/context.ts";
import { ATTRIBUTES_SLOT } from "../engine/taken-partials.ts";
import { parseTemplate, type TemplateNode } from "../engine/template.ts";
import { compareText } from "../../text/compare-text.ts";

/**
 * Checks every expression of a kind's title and body, and of the partials they take in or that attributes choose for
 * it, against what the kind's context has.
 */
export function lintKind(input: LintInput): readonly Diagnostic[] {
  const { kind, partials } = input;
  const found: Diagnostic[] = [];
  const scope: Scope = { stack: [describeContext(kind, input.linkNames)], floor: 0, present: new Set() };
  const file: TemplateText = {
    file: kind.file,
    whole: input.whole,
    lineOffset: kind.bodyLine - 1,
    columnOffset: 0,
    override: null,
  };
  const title: TemplateText = {
    ...file,
    lineOffset: kind.titlePosition.line - 1,
    columnOffset: kind.titlePosition.column - 1,
    override: input.overridden.has("title") ? `kinds.${kind.name}.title` : null,
  };
  const walk = { kind, found, target: "body", open: [] } as const;
  lintText({ ...walk, target: "title", partials: new Map(), text: title }, kind.title, scope);
  lintText({ ...walk, partials, text: file }, kind.body, scope);
  for (const partial of partials.values()) {
    if (!partial.name.startsWith(`${kind.name}/`)) continue;
    const open = [ATTRIBUTES_SLOT, partial.name];
    lintText({ ...walk, partials, open, text: textOf(partial) }, partial.text, scope);
  }
  return unique([...found, ...lintMentions(input), ...lintAttributes(input)]);
}

function textOf(partial: Partial): TemplateText {
  return { file: partial.file, whole: partial.text, lineOffset: 0, columnOffset: 0, override: null };
}

function lintText(lint: Lint, text: string, scope: Scope): void {
  const parsed = parseTemplate(text);
  if ("fault" in parsed) {
    const { message, remedy, ...spot } = parsed.fault;
    lint.found.push(locateProblem(lint.text, spot, { code: "broken-template", message, remedy }));
    return;
  }
  for (const node of parsed.nodes) lintNode(lint, node, scope);
  if (lint.target === "body") lintItems(lint, text, parsed.nodes);
}

const UNSUPPORTED: Readonly<Record<string, string>> = {
  Decorator: "decorators",
  DecoratorBlock: "inline partials and decorators",
  PartialBlockStatement: "partials with a block",
};

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
      reportNode(lint, node, {
        code: "unsupported-expression",
        message: `templates cannot use ${UNSUPPORTED[node.type] ?? "this"}`,
        remedy: "Use {{value}}, {{#if}}, {{#unless}}, {{#each}} and {{> partial}}",
      });
  }
}

function lintMustache(lint: Lint, node: TemplateNode, scope: Scope): void {
  const path = node["path"] as TemplateNode;
  if (node["escaped"] === false)
    return reportNode(lint, node, {
      code: "raw-expression",
      message: "a value must not go into a text unescaped",
      remedy: "Write {{ }} with two braces and no &: escaping for Markdown happens by itself",
    });
  if (hasArguments(node))
    return reportNode(lint, node, {
      code: "unsupported-expression",
      message: "templates hold words, not calculations",
      remedy: "Use a plain value, such as {{cohort.title}}",
    });
  const shape = lintPath(lint, path, scope);
  if (shape === null) return;
  const name = original(path);
  if (shape.is === "list" || shape.is === "object") {
    const fields = shape.is === "list" ? [] : Object.keys(shape.fields).map((key) => `${name}.${key}`);
    return reportNode(lint, path, {
      code: "not-a-value",
      message: `${name} is a ${shape.is === "list" ? "list" : "group of values"}, not a value`,
      remedy: shape.is === "list" ? `Use {{#each ${name}}}…{{/each}}` : `Name one of ${fields.slice(0, 4).join(", ")}`,
    });
  }
  if (lint.target === "title" && (shape.is === "mention" || shape.is === "reference"))
    return reportNode(lint, path, {
      code: "not-in-titles",
      message: `a title cannot hold a ${shape.is}`,
      remedy: shape.is === "mention" ? "Use the name instead" : "Use the title instead",
    });
  if (isOptional(shape) && !scope.present.has(absolute(path, scope))) reportMissing(lint, path, name);
}

function hasArguments(node: TemplateNode): boolean {
  const hash = node["hash"];
  return (node["params"] as readonly unknown[]).length > 0 || (hash !== undefined && hash !== null);
}

const BLOCKS = ["if", "unless", "each"];

function lintBlock(lint: Lint, node: TemplateNode, scope: Scope): void {
  const name = original(node["path"] as TemplateNode);
  if (!BLOCKS.includes(name)) {
    const near = suggest(name, BLOCKS);
    return reportNode(lint, node["path"] as TemplateNode, {
      code: "unknown-block",
      message: `there is no {{#${name}}}`,
      remedy: near === null ? "Use {{#if}}, {{#unless}} or {{#each}}" : `Did you mean {{#${near}}}?`,
    });
  }
  const [param, ...more] = node["params"] as readonly TemplateNode[];
  const hash = node["hash"];
  const program = node["program"] as TemplateNode | undefined;
  const names = (program?.["blockParams"] as readonly string[] | undefined) ?? [];
  const isPlain = param?.type === "PathExpression" && more.length === 0 && names.length === 0;
  if (!isPlain || (hash !== undefined && hash !== null))
    return reportNode(lint, node, {
      code: "unsupported-expression",
      message: `{{#${name}}} takes one value and nothing more`,
      remedy: `Write {{#${name} value}}`,
    });
  if (name === "each") lintEach(lint, node, param, scope);
  else lintCondition(lint, node, param, scope);
}

function lintEach(lint: Lint, node: TemplateNode, param: TemplateNode, scope: Scope): void {
  const shape = lintPath(lint, param, scope);
  if (shape !== null && shape.is !== "list")
    reportNode(lint, param, {
      code: "not-a-list",
      message: `${original(param)} is not a list`,
      remedy: `Use {{#if ${original(param)}}}`,
    });
  if (shape?.is === "list")
    lintProgram(lint, node["program"], { ...scope, stack: [...scope.stack, shape.of], present: known(scope, param) });
  lintProgram(lint, node["inverse"], scope);
}

function lintCondition(lint: Lint, node: TemplateNode, param: TemplateNode, scope: Scope): void {
  lintPath(lint, param, scope);
  const isThere: Scope = { ...scope, present: known(scope, param) };
  const isIf = original(node["path"] as TemplateNode) === "if";
  lintProgram(lint, node["program"], isIf ? isThere : scope);
  lintProgram(lint, node["inverse"], isIf ? scope : isThere);
}

function known(scope: Scope, param: TemplateNode): ReadonlySet<string> {
  return param["data"] === true ? scope.present : new Set([...scope.present, absolute(param, scope)]);
}

function lintProgram(lint: Lint, program: unknown, scope: Scope): void {
  for (const node of ((program as TemplateNode | undefined)?.["body"] ?? []) as readonly TemplateNode[])
    lintNode(lint, node, scope);
}

function lintPartial(lint: Lint, node: TemplateNode, scope: Scope): void {
  const nameNode = node["name"] as TemplateNode;
  const name = original(nameNode);
  if (hasArguments(node) || nameNode.type === "SubExpression")
    return reportNode(lint, node, {
      code: "unsupported-expression",
      message: "a partial sees what the template sees, and takes nothing more",
      remedy: "Write {{> name}}",
    });
  if (lint.open.includes(name))
    return reportNode(lint, nameNode, {
      code: "circular-partial",
      message: `the partial ${name} takes in itself${lint.open.at(-1) === name ? "" : `, by way of ${lint.open.at(-1) ?? ""}`}`,
      remedy: "Break the circle",
    });
  if (name === ATTRIBUTES_SLOT && lint.target === "body") return lintSlot(lint, nameNode, scope);
  const partial = lint.partials.get(name);
  if (partial === undefined) return reportNoPartial(lint, nameNode);
  const inside: Scope = { ...scope, floor: scope.stack.length - 1 };
  lintText({ ...lint, open: [...lint.open, name], text: textOf(partial) }, partial.text, inside);
}

/** Partials chosen by attributes are checked against the kind's own context, so the slot cannot stand in a list's. */
function lintSlot(lint: Lint, node: TemplateNode, scope: Scope): void {
  const { per, attributes } = lint.kind;
  const hasChoices = per === "intern" || per === "helper" || Object.keys(attributes).length > 0;
  if (scope.stack.length === 1 && hasChoices) return;
  reportNode(lint, node, {
    code: "no-attributes",
    message:
      scope.stack.length > 1
        ? "the partials of a person's attributes cannot stand inside {{#each}}"
        : `a ${per} has no attributes to choose partials by`,
    remedy:
      scope.stack.length > 1
        ? `Move {{> ${ATTRIBUTES_SLOT}}} to the outside of the list`
        : "Give the kind some, such as attributes: { mode: virtual }, or make it per intern or helper",
  });
}

function reportNoPartial(lint: Lint, node: TemplateNode): void {
  const name = original(node);
  if (lint.target === "title")
    return reportNode(lint, node, {
      code: "not-in-titles",
      message: "a title cannot take in a partial",
      remedy: "Write the words themselves",
    });
  const near = suggest(name, [ATTRIBUTES_SLOT, ...[...lint.partials.keys()].filter((one) => !one.includes("/"))]);
  reportNode(lint, node, {
    code: "unknown-partial",
    message: `there is no partial ${name}`,
    remedy: near === null ? `Add partials/${name}.md.hbs` : `Did you mean ${near}?`,
  });
}

function unique(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const byPlace = new Map(
    found.map((one) => [`${one.file ?? one.path ?? ""}:${one.line ?? 0}:${one.column ?? 0}:${one.message}`, one]),
  );
  return [...byPlace.values()].sort(
    (a, b) =>
      compareText(a.file ?? "", b.file ?? "") || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}
