/** A line GitLab takes out of a text and obeys. */
export interface Command {
  readonly name: string;
  readonly argument: string;
}

export interface Extracted {
  readonly text: string;
  readonly commands: readonly Command[];
}

/** Commands of issues, as many as one could write by accident or with intent; any other line with `/` is text. */
const KNOWN = new Set(
  (
    "add_child add_contacts assign award blocked_by blocks board_move cc clear_weight clone close confidential " +
    "convert_to_ticket copy_metadata create_merge_request due duplicate epic estimate health_status iteration label " +
    "link lock milestone move promote promote_to promote_to_incident publish react reassign relabel relate " +
    "remove_child remove_contacts remove_due_date remove_email remove_epic remove_estimate remove_iteration remove_link " +
    "remove_milestone remove_parent remove_time_spent reopen severity set_parent shrug spend subscribe tableflip " +
    "tag timeline title todo type unassign unlabel unlink unlock unsubscribe weight zoom done"
  ).split(" "),
);

/**
 * As unforgiving as any version: commands run at column 0 wherever at least one version looks, so in `~~~` fences too;
 * not in ``` fences, HTML blocks, `>>>` quotes, quotes, or behind a blank. Every text loses `\r` and ends without blanks.
 */
export function extractCommands(source: string): Extracted {
  const lines = source.replaceAll("\r", "").split("\n");
  const kept: string[] = [];
  const commands: Command[] = [];
  let protectedUntil = -1;
  for (const [index, line] of lines.entries()) {
    const command = index <= protectedUntil ? null : readCommand(line);
    if (command !== null) {
      commands.push(command);
      continue;
    }
    kept.push(line);
    // A block that nothing ends protects nothing.
    const ending = index <= protectedUntil ? null : endOf(line);
    if (ending !== null) protectedUntil = lines.findIndex((later, at) => at > index && ending.test(later));
  }
  return { text: kept.join("\n").trimEnd(), commands };
}

function readCommand(line: string): Command | null {
  const match = /^\/([a-z_]+)(?:[ \t]+(.*))?$/i.exec(line.trimEnd());
  const name = match?.[1]?.toLowerCase() ?? "";
  return KNOWN.has(name) ? { name, argument: match?.[2]?.trim() ?? "" } : null;
}

/** What ends the block that a line begins; null when it begins none. */
function endOf(line: string): RegExp | null {
  const fence = /^`{3,}/.exec(line)?.[0];
  if (fence !== undefined) return new RegExp(`^${fence}\\s*$`);
  if (/^>>>\s*$/.test(line)) return /^>>>\s*$/;
  if (line.startsWith("<!--")) return line.includes("-->") ? null : /-->/;
  const tag = /^<([a-z][a-z0-9]*)\b[^>]*>\s*$/i.exec(line)?.[1];
  return tag === undefined ? null : new RegExp(`^</${tag}>`, "i");
}
