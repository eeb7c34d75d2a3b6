import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import type { Kind } from "../model/kind.ts";
import type { Partial } from "../model/template-source.ts";
import { ATTRIBUTES_SLOT, listTaken } from "../engine/taken-partials.ts";

/** Partials that no kind will ever take in, so that a slip in a file's name does not go unseen. */
export function listUnusedPartials(
  kinds: readonly Kind[],
  names: ReadonlySet<string>,
  partials: ReadonlyMap<string, Partial>,
): readonly Diagnostic[] {
  const taken = new Map(kinds.map((kind) => [kind.name, listTaken(kind.body, partials)]));
  for (const partial of partials.values()) {
    const chosen = taken.get(partial.name.split("/")[0] ?? "");
    if (partial.name.includes("/")) for (const name of listTaken(partial.text, partials)) chosen?.add(name);
  }
  return [...partials.values()].flatMap((partial) => {
    const problem = explainUnused(partial, taken, names);
    return problem === null ? [] : [problem];
  });
}

function explainUnused(
  partial: Partial,
  taken: ReadonlyMap<string, ReadonlySet<string>>,
  names: ReadonlySet<string>,
): Diagnostic | null {
  const { name } = partial;
  if (name === ATTRIBUTES_SLOT)
    return describe(partial, `${name} is where the partials of a person's attributes go`, "Give the file another name");
  if ([...taken.values()].some((list) => list.has(name))) return null;
  const slash = name.indexOf("/");
  if (slash < 0) return describe(partial, `no template takes in ${name}`, `Write {{> ${name}}} where it belongs`);
  const [kind, chooser] = [name.slice(0, slash), name.slice(slash + 1)];
  if (!names.has(kind)) {
    const near = suggest(kind, [...names]);
    const remedy = near === null ? `The kinds are ${[...names].sort().join(", ")}` : `Did you mean ${near}?`;
    return describe(partial, `there is no kind ${kind} for this partial`, remedy);
  }
  if (!/^[a-z][a-z0-9_]*_[A-Za-z0-9][A-Za-z0-9._-]*$/.test(chooser))
    return describe(
      partial,
      `${chooser} does not name an attribute and its value`,
      "Call it as in role_backend: the attribute, _ and the value",
    );
  const list = taken.get(kind);
  return list === undefined || list.has(ATTRIBUTES_SLOT)
    ? null
    : describe(
        partial,
        `${kind} has no place for the partials of a person's attributes`,
        `Write {{> ${ATTRIBUTES_SLOT}}} in ${kind}.md.hbs where it belongs`,
      );
}

function describe(partial: Partial, message: string, remedy: string): Diagnostic {
  return {
    severity: "warning",
    code: "unused-partial",
    message,
    remedy,
    file: partial.file,
    path: null,
    line: null,
    column: null,
    excerpt: null,
  };
}
