import { type Finding, type State } from "../doctor/check-result.ts";
import type { Paint } from "./parts/paint.ts";
import { clipLine, codeSpan, escapeMarkdown } from "../text/sanitize.ts";
import { countOf } from "./parts/wording.ts";

/** What `doctor` found out about one cohort file. */
export interface DoctorEntry {
  /** The file as the user named it. */
  readonly file: string;
  /** Null when the file is too broken to tell. */
  readonly id: string | null;
  readonly findings: readonly Finding[];
}

const SYMBOLS: Readonly<Record<State, string>> = { ok: "+", unknown: "?", warning: "~", fault: "!" };

/** One line for each check, its remedy below; with `quiet` only what is not as it should be. */
export function renderDoctorText(
  entry: DoctorEntry,
  { paint, quiet }: { readonly paint: Paint; readonly quiet: boolean },
): readonly string[] {
  const tones: Readonly<Record<State, (text: string) => string>> = {
    ok: paint.add,
    unknown: paint.faint,
    warning: paint.warn,
    fault: paint.remove,
  };
  const shown = quiet ? entry.findings.filter(({ state }) => state === "warning" || state === "fault") : entry.findings;
  return [
    paint.strong(headOf(entry)),
    ...shown.flatMap(({ subject, state, text, remedy }) => [
      `  ${tones[state](`${SYMBOLS[state]} ${state.padEnd(8)}`)}${subject.padEnd(10)}${clipLine(text, 300)}`,
      ...(remedy === null ? [] : [`${" ".repeat(22)}${clipLine(remedy, 300)}.`]),
    ]),
    summarizeFindings(entry.findings),
  ];
}

export function renderDoctorMarkdown(entry: DoctorEntry): readonly string[] {
  const rows = entry.findings.map(({ subject, state, text, remedy }) => {
    const what = [
      escapeMarkdown(clipLine(text, 300)),
      remedy === null ? "" : `_${escapeMarkdown(clipLine(remedy, 300))}._`,
    ];
    return `| ${state === "ok" || state === "unknown" ? state : `**${state}**`} | ${subject} | ${what.join(" ").trim()} |`;
  });
  return [
    `## ${codeSpan(entry.file)}`,
    "",
    `**${summarizeFindings(entry.findings)}**`,
    "",
    "| | Check | |",
    "|---|---|---|",
    ...rows,
    "",
  ];
}

/** Documented in docs/json.md. */
export function doctorJson(entries: readonly DoctorEntry[]): object {
  return {
    version: 1,
    cohorts: entries.map(({ file, id, findings }) => ({
      cohort: id,
      file,
      faults: findings.filter((finding) => finding.state === "fault").length,
      checks: findings.map(({ subject, state, text, remedy }) => ({ check: subject, state, message: text, remedy })),
    })),
  };
}

function headOf({ file, id }: DoctorEntry): string {
  return clipLine(id === null ? file : `${file} (${id})`, 200);
}

function summarizeFindings(findings: readonly Finding[]): string {
  const count = (state: State) => findings.filter((finding) => finding.state === state).length;
  const parts = [
    ...(count("fault") === 0 ? [] : [countOf(count("fault"), "fault")]),
    ...(count("warning") === 0 ? [] : [countOf(count("warning"), "warning")]),
    ...(count("unknown") === 0 ? [] : [`${count("unknown")} unknown`]),
    `${count("ok")} as it should be`,
  ];
  return `Doctor: ${parts.join(", ")}.`;
}
