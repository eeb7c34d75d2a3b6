import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import { findKey, type LintInput } from "./lint-input.ts";
import { locateProblem, type Problem } from "../model/problem.ts";
import { ATTRIBUTES_SLOT, listTaken } from "../engine/taken-partials.ts";

/** Choices of the kind itself that change nothing: the body has no place for them, or nobody has written what they choose. */
export function lintAttributes({ kind, whole, overridden, partials }: LintInput): readonly Diagnostic[] {
  const choices = Object.entries(kind.attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  const override = overridden.has("attributes") ? `kinds.${kind.name}.attributes` : null;
  const report = (problem: Problem, name: string | null): Diagnostic => {
    const path = override === null || name === null ? override : `${override}.${name}`;
    const text = { file: kind.file, whole, lineOffset: 0, columnOffset: 0, override: path };
    return locateProblem(text, { ...findKey(whole, "attributes"), length: "attributes".length }, problem);
  };
  if (choices.length > 0 && !listTaken(kind.body, partials).has(ATTRIBUTES_SLOT))
    return [
      report(
        {
          code: "no-attributes",
          message: `${kind.name} has attributes, and its text has no place for what they choose`,
          remedy: `Write {{> ${ATTRIBUTES_SLOT}}} where it belongs, or leave attributes out`,
        },
        null,
      ),
    ];
  return choices.flatMap(([name, value]) => {
    const problem = findMissing(kind.name, `${name}_`, value, [...partials.keys()]);
    return problem === null ? [] : [report(problem, name)];
  });
}

function findMissing(kind: string, prefix: string, value: string, partials: readonly string[]): Problem | null {
  const start = `${kind}/${prefix}`;
  if (partials.includes(start + value)) return null;
  const written = partials.filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
  const near = suggest(value, written);
  return {
    severity: "warning",
    code: "missing-partial",
    message: `nobody has written ${kind} for ${prefix.slice(0, -1)} ${value}`,
    remedy: near === null ? `Add partials/${start}${value}.md.hbs` : `Did you mean ${near}?`,
  };
}
