import type { HelperRole, Intern, Role } from "../../model/cohort.ts";
import { HELPER_ROLES, SIGNALS } from "../../model/cohort.ts";
import type { Entry } from "./entries.ts";
import type { Finding, Path } from "../problems/finding.ts";
import type { DateSpan } from "./read-dates.ts";
import { readInternSpan, toDate } from "./read-dates.ts";
import type { FileFacts } from "./file-facts.ts";
import { checkPerson, checkProject } from "./file-facts.ts";
import type { Draft } from "./salvage.ts";
import type { Absence, InternEntry } from "../schema/people-section.ts";
import { quote } from "../problems/quoting.ts";

/** One internship, and everybody it names with what they are. */
export interface NormalIntern {
  readonly intern: Intern;
  readonly named: readonly { readonly id: string; readonly role: Role; readonly path: Path }[];
  readonly findings: readonly Finding[];
}

export function buildIntern(
  { id, value, path }: Entry<Draft<InternEntry>>,
  programme: DateSpan,
  facts: FileFacts,
): NormalIntern {
  const span = readInternSpan(value, path, programme);
  const named = HELPER_ROLES.flatMap((role) => {
    const helper = value[role];
    return helper === undefined ? [] : [{ id: helper, role, path: [...path, role] }];
  });
  const helpers: Partial<Record<HelperRole, string>> = Object.fromEntries(
    named.map((helper) => [helper.role, helper.id]),
  );
  const findings = [
    ...span.findings,
    ...named.flatMap((helper) => checkPerson(helper.id, helper.path, facts)),
    ...(value.project === undefined ? [] : checkProject(value.project, [...path, "project"], facts)),
    ...checkConversion(id, value, path),
  ];
  const intern = {
    person: id,
    project: value.project ?? id,
    start: span.start,
    end: span.end,
    left: span.left,
    helpers,
    conversion: value.conversion?.intent === "declared" && value.conversion.screened === true,
    signals: [...new Set(SIGNALS.filter((signal) => value.signals?.includes(signal)))],
    mute: value.mute ?? false,
  };
  return { intern, named: [{ id, role: "intern", path }, ...named], findings };
}

/** G13: an intent that nobody looked at in the interview is a hope, and nothing about a job may rest on it. */
function checkConversion(id: string, { conversion }: Draft<InternEntry>, path: Path): readonly Finding[] {
  if (conversion?.intent !== "declared" || conversion.screened === true) return [];
  return [
    {
      code: "conversion-without-intent",
      message: `${id} is listed for a job afterwards, and the interview did not look at it`,
      remedy: "Write screened: true if it did, or intent: none: the internship goes on all the same.",
      at: [
        [...path, "conversion", "screened"],
        [...path, "conversion"],
      ],
      onKey: true,
    },
  ];
}

/** What is wrong with a person's days away, whether they stand under `people` or in an internship. */
export function checkAbsences(
  person: string,
  written: readonly (Draft<Absence> | undefined)[] | undefined,
  path: Path,
  facts: FileFacts,
): readonly Finding[] {
  return [...(written ?? []).entries()].flatMap(([index, absence]) =>
    absence === undefined ? [] : checkAbsence(person, absence, [...path, index], facts),
  );
}

function checkAbsence(person: string, absence: Draft<Absence>, path: Path, facts: FileFacts): readonly Finding[] {
  const findings: Finding[] = [];
  const from = toDate(absence.from);
  const to = toDate(absence.to);
  if (from !== null && to !== null && to < from) {
    findings.push({
      code: "absence-order",
      message: `this absence ends on ${to}, before it begins on ${from}`,
      remedy: "Exchange the two, or check the month.",
      at: [[...path, "to"]],
    });
  }
  if (absence.backup === undefined) return findings;
  const backup = [...path, "backup"];
  if (absence.backup === person)
    findings.push({
      code: "own-backup",
      message: `${quote(person)} cannot stand in for themselves`,
      remedy: "Name somebody else who covers.",
      at: [backup],
    });
  return [...findings, ...checkPerson(absence.backup, backup, facts)];
}
