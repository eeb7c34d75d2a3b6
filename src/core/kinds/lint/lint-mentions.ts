import type { Role } from "../../model/cohort.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { findKey, type LintInput } from "./lint-input.ts";
import { locateProblem } from "../model/problem.ts";
import { parseTemplate, type TemplateNode } from "../engine/template.ts";
import { listTaken } from "../engine/taken-partials.ts";

/**
 * Roles that front matter mentions and the text does not: nobody would be told, and the plan would count a
 * notification that no forge sends.
 */
export function lintMentions({ kind, whole, overridden, partials }: LintInput): readonly Diagnostic[] {
  const taken = [...listTaken(kind.body, partials)].map((name) => partials.get(name)?.text ?? "");
  const said = new Set([kind.body, ...taken].flatMap(collectMentions));
  const path = (role: Role) => nameOf(kind.per, role);
  return kind.mention
    .filter((role) => !said.has(path(role)))
    .map((role) =>
      locateProblem(
        {
          file: kind.file,
          whole,
          lineOffset: 0,
          columnOffset: 0,
          override: overridden.has("mention") ? `kinds.${kind.name}.mention` : null,
        },
        { ...findKey(whole, "mention"), length: "mention".length },
        {
          code: "idle-mention",
          message: `${kind.name} is to mention the ${role.replace("_", " ")}, and its text does not`,
          remedy: `Write {{${path(role)}}} where they are spoken to, or take ${role} out of mention`,
        },
      ),
    );
}

/** How the text of a kind names those who hold a role: one person, or each of a list. */
function nameOf(per: LintInput["kind"]["per"], role: Role): string {
  if (role === "coordinator") return "coordinator.mention";
  if (per === "helper" && role !== "intern") return "helper.mention";
  return role === "intern" && per !== "intern" ? "mention" : `${role}.mention`;
}

function collectMentions(text: string): readonly string[] {
  const parsed = parseTemplate(text);
  return "nodes" in parsed ? parsed.nodes.flatMap(collect) : [];
}

function collect(node: TemplateNode): readonly string[] {
  if (node.type === "MustacheStatement") {
    const parts = ((node["path"] as TemplateNode)["parts"] as readonly string[] | undefined) ?? [];
    return parts.at(-1) === "mention" ? [parts.join(".")] : [];
  }
  const programs = [node["program"], node["inverse"]] as readonly (
    | { readonly body: TemplateNode[] }
    | null
    | undefined
  )[];
  return programs.flatMap((program) => program?.body.flatMap(collect) ?? []);
}
