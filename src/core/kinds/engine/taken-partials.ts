import type { Partial } from "../model/template-source.ts";
import { parseTemplate, type TemplateNode } from "./template.ts";

/** The slot that takes the partials a person's attributes choose. */
export const ATTRIBUTES_SLOT = "attributes";

/** Names of the partials a kind's body takes in, by way of others too; `attributes` when it has the slot. */
export function listTaken(body: string, partials: ReadonlyMap<string, Partial>): Set<string> {
  const taken = new Set<string>();
  const open = [body];
  for (let text = open.pop(); text !== undefined; text = open.pop()) {
    const parsed = parseTemplate(text);
    for (const name of "nodes" in parsed ? collectNames(parsed.nodes) : []) {
      if (taken.has(name)) continue;
      taken.add(name);
      const partial = partials.get(name);
      if (partial !== undefined) open.push(partial.text);
    }
  }
  return taken;
}

function collectNames(nodes: readonly TemplateNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.type === "PartialStatement") return [String((node["name"] as TemplateNode)["original"])];
    const programs = [node["program"], node["inverse"]] as readonly ({ readonly body: TemplateNode[] } | undefined)[];
    return programs.flatMap((program) => (program === undefined || program === null ? [] : collectNames(program.body)));
  });
}
