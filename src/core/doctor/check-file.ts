import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { bad, ok, type Finding, type Subject } from "./check-result.ts";

/** The cohort file and the templates: what `validate` says, as findings; hints are left to it. */
export function checkFile(
  file: string,
  diagnostics: readonly Diagnostic[],
  sums: { kinds: number | null },
): readonly Finding[] {
  const weighty = diagnostics.filter((one) => one.severity !== "hint");
  const ofTemplates = weighty.filter((one) => one.file?.endsWith(".hbs") === true);
  const ofConfig = weighty.filter((one) => !ofTemplates.includes(one));
  const kinds = sums.kinds === null ? "" : `; ${sums.kinds} kinds are in use`;
  return [
    ...(ofConfig.length === 0 ? [ok("config", `${file} is sound`)] : ofConfig.map((one) => toFinding("config", one))),
    ...(ofTemplates.length === 0
      ? [ok("templates", `every expression has been checked${kinds}`)]
      : ofTemplates.map((one) => toFinding("templates", one))),
  ];
}

function toFinding(subject: Subject, { severity, code, message, remedy, file, line }: Diagnostic): Finding {
  const where = file === null ? "" : `${file}${line === null ? "" : `:${line}`}: `;
  return bad(
    severity === "error" ? "fault" : "warning",
    subject,
    `${where}${message} (${code})`,
    remedy ?? "docs/diagnostics.md says what to do",
  );
}
