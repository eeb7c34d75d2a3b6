import { suggest } from "../../diagnostics/suggest.ts";
import type { Kind } from "../model/kind.ts";
import { absolute, original, reportNode, type Lint, type Scope } from "./lint-scope.ts";
import type { Shape } from "../engine/context.ts";
import type { TemplateNode } from "../engine/template.ts";

/** The shape at a path, or null after reporting why there is none. */
export function lintPath(lint: Lint, path: TemplateNode, scope: Scope): Shape | null {
  if (path.type !== "PathExpression") {
    reportNode(lint, path, {
      code: "unsupported-expression",
      message: "only values from the context can be named here",
      remedy: "Use a plain value, such as {{cohort.title}}",
    });
    return null;
  }
  if (path["data"] === true) return lintData(lint, path, scope);
  const from = findStart(lint, path, scope);
  return from === null ? null : walk(lint, path, scope, from);
}

function findStart(lint: Lint, path: TemplateNode, scope: Scope): Shape | null {
  const index = scope.stack.length - 1 - Number(path["depth"] ?? 0);
  const shape = scope.stack[index];
  if (shape !== undefined && index >= scope.floor) return shape;
  reportNode(lint, path, {
    code: "unknown-name",
    message: `${original(path)} goes further out than there is`,
    remedy:
      scope.floor > 0
        ? "A partial sees only the value it is taken in at; write this part into the template itself"
        : "Each ../ leaves one {{#each}}",
  });
  return null;
}

function walk(lint: Lint, path: TemplateNode, scope: Scope, from: Shape): Shape | null {
  let shape = from;
  const walked: string[] = [];
  for (const part of path["parts"] as readonly string[]) {
    const fields: Readonly<Record<string, Shape>> = shape.is === "object" ? shape.fields : {};
    const next: Shape | undefined = Object.hasOwn(fields, part) ? fields[part] : undefined;
    if (next === undefined) {
      reportUnknown(lint, path, scope, { part, walked, fields });
      return null;
    }
    if (walked.length > 0 && isOptional(shape) && !scope.present.has(absolute(path, scope, walked.length)))
      reportMissing(lint, path, original(path).slice(0, -(part.length + 1)));
    walked.push(part);
    shape = next;
  }
  return shape;
}

export function isOptional(shape: Shape): boolean {
  return "optional" in shape && shape.optional;
}

export function reportMissing(lint: Lint, path: TemplateNode, owner: string): void {
  reportNode(lint, path, {
    code: "may-be-missing",
    message: `${owner} may be missing`,
    remedy: `Put it inside {{#if ${owner}}}…{{/if}}`,
  });
}

function lintData(lint: Lint, path: TemplateNode, scope: Scope): Shape | null {
  const name = (path["parts"] as readonly string[]).join(".");
  const isInEach = scope.stack.length > 1;
  if (isInEach && path["depth"] === 0 && ["index", "first", "last"].includes(name)) return { is: "number" };
  reportNode(lint, path, {
    code: "unknown-name",
    message: `${original(path)} is not to be had here`,
    remedy: isInEach ? "There are @index, @first and @last" : "Inside {{#each}} there are @index, @first and @last",
  });
  return null;
}

const SUBJECTS: Readonly<Record<Kind["per"], string>> = {
  cohort: "a cohort's issue",
  project: "a project's issue",
  intern: "an intern's issue",
  helper: "a helper's issue",
};

/** Names of a context that depend on a key of the front matter. */
const ASKED: Readonly<Record<string, string>> = {
  due: "Only a kind with due: has it",
  week: "Only a kind with repeat: has it",
  round: "Only a kind with rounds: has it",
  dates: "Name a day in the settings first: dates: { decision: 75% }",
  gaps: "Ask for it with needs: [gaps]",
  children: "Ask for it with needs: [children]",
  meetings: "Ask for it with needs: [meetings]",
  overlap: "Ask for it with needs: [overlap]",
  facts: "Ask for it with needs: [activity]",
  promises: "Ask for it with needs: [promises]",
  previous: "Ask for it with needs: [promises]",
  rollup: "Ask for it with needs: [children]",
};

interface Unknown {
  readonly part: string;
  readonly walked: readonly string[];
  readonly fields: Readonly<Record<string, Shape>>;
}

function reportUnknown(lint: Lint, path: TemplateNode, scope: Scope, { part, walked, fields }: Unknown): void {
  const names = Object.keys(fields).sort();
  const prefix = original(path).slice(0, original(path).length - (path["parts"] as string[]).join(".").length);
  const owner = walked.join(".");
  const index = scope.stack.length - 1 - Number(path["depth"] ?? 0);
  const subject = index === 0 ? SUBJECTS[lint.kind.per] : "an entry of this list";
  const where = owner === "" ? subject : `${prefix}${owner}`;
  const near = suggest(part, names);
  const known = walked.length === 0 ? (findOutside(scope, index, part) ?? askedFor(index, part)) : null;
  const offer = names.length === 0 ? `${where} is a value and has nothing inside` : `It has ${names.join(", ")}`;
  reportNode(lint, path, {
    code: "unknown-name",
    message: `${where} has no ${part}`,
    remedy: known ?? (near === null ? offer : `Did you mean ${prefix}${[...walked, near].join(".")}?`),
  });
}

/** An entry of a list does not see what is around the list, unless asked with `../`. */
function findOutside(scope: Scope, index: number, part: string): string | null {
  for (let out = index - 1; out >= scope.floor; out--) {
    const shape = scope.stack[out];
    if (shape?.is === "object" && Object.hasOwn(shape.fields, part))
      return `Write ${"../".repeat(scope.stack.length - 1 - out)}${part} for the one outside of the list`;
  }
  return null;
}

function askedFor(index: number, part: string): string | null {
  return index === 0 && Object.hasOwn(ASKED, part) ? (ASKED[part] ?? null) : null;
}
