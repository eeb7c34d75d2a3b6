import type { Finding } from "../problems/finding.ts";
import { listNames, makeLine } from "../problems/quoting.ts";

/**
 * One finding for entries that stand beside the section they belong to, such as `ada:` below an empty `interns:`, in
 * place of one for each of them and of what is missed in the section. `bare` are sections without a value, `lines` the
 * lines of the file's keys.
 */
export function explainUnindented(
  findings: readonly Finding[],
  bare: readonly string[],
  lines: Readonly<Record<string, number>>,
): readonly Finding[] {
  let left = findings;
  for (const section of bare) {
    const strays = listStrays(left, section, lines);
    if (strays.length === 0) continue;
    const names = strays.map(({ name }) => makeLine(name).slice(0, 40));
    const numbers = strays.map(({ line }) => line);
    const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
    const where = first === last ? `line ${first}` : `lines ${first} to ${last}`;
    const told: Finding = {
      code: "unknown-key",
      message: `\`${section}:\` has nothing below it, and ${listNames(names)} ${names.length === 1 ? "stands" : "stand"} beside it`,
      remedy: `Indent ${where} by two spaces, so that ${listNames(names)} ${names.length === 1 ? "is" : "are"} under \`${section}:\`.`,
      at: [[names[0] ?? ""]],
      onKey: true,
    };
    const explained = new Set(strays.map(({ finding }) => finding));
    const isConsequence = ({ code, at }: Finding) =>
      (code === "no-interns" || code === "missing-key") && at.every((path) => path[0] === section);
    left = [...left.filter((one) => !explained.has(one) && !isConsequence(one)), told];
  }
  return left;
}

interface Stray {
  readonly finding: Finding;
  readonly name: string;
  readonly line: number;
}

/** Unknown keys of the top level between the section's own line and the next key that the file may have. */
function listStrays(
  findings: readonly Finding[],
  section: string,
  lines: Readonly<Record<string, number>>,
): readonly Stray[] {
  const unknown = findings.flatMap((finding) => {
    const name = String(finding.at[0]?.[0] ?? "");
    const isKey = finding.code === "unknown-key" && finding.at[0]?.length === 1;
    return isKey && lines[name] !== undefined ? [{ finding, name, line: lines[name] }] : [];
  });
  const own = lines[section] ?? 0;
  const names = new Set(unknown.map(({ name }) => name));
  const others = Object.entries(lines).filter(([path, line]) => !path.includes(".") && line > own && !names.has(path));
  const next = Math.min(Infinity, ...others.map(([, line]) => line));
  return unknown.filter(({ line }) => line > own && line < next).sort((a, b) => a.line - b.line);
}
