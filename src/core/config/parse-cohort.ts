import type { KnownForges } from "../forge/known-forges.ts";
import type { Cohort } from "../model/cohort.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { CODES, isAcceptable } from "./problems/codes.ts";
import type { Finding } from "./problems/finding.ts";
import type { Location, Locator } from "./read/locator.ts";
import { buildLocator } from "./read/locator.ts";
import { normalize } from "./normalize/normalize-cohort.ts";
import { readYaml } from "./read/read-yaml.ts";
import { applyPreset } from "./apply-preset.ts";
import type { FileFacts } from "./normalize/file-facts.ts";
import { listFacts } from "./normalize/file-facts.ts";
import type { Surroundings } from "./rules/about-programme.ts";
import { PROGRAMME_CODES, PROGRAMME_RULES } from "./rules/about-programme.ts";
import { DATE_RULES, RULES } from "./rules/list-rules.ts";
import { findCohortFile } from "./schema/cohort-file.ts";
import { explainUnindented } from "./read/unindented.ts";
import { salvage } from "./normalize/salvage.ts";
import { describeValue } from "./problems/quoting.ts";
import { compareText } from "../text/compare-text.ts";

export type { Location } from "./read/locator.ts";

export interface ParsedCohort {
  /** Null when there is any error. */
  readonly cohort: Cohort | null;
  /** In the order of the file. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where a path of the file stands, such as `kinds.retro.opens`; entries of lists go by their id. Null when it is not there. */
  readonly locate: (path: string) => Location | null;
  /** What can be said of the programme only with its templates and its people's holidays; empty where there is no cohort. */
  readonly checkProgramme: (cohort: Cohort, around: Surroundings) => readonly Diagnostic[];
}

/** Reads one cohort file and says all that is wrong with it at once; never throws, whatever the text. `forges` are those it may name. */
export function parseCohort(
  source: { readonly file: string; readonly text: string },
  forges: KnownForges,
): ParsedCohort {
  const yaml = readYaml(source.text);
  const locator = buildLocator(source.file, source.text, yaml.spots, yaml.data);
  const faults = yaml.faults.map((fault) => locator.locateSpan(fault, fault.span));
  const isReadable = yaml.data !== undefined;
  const checked = isReadable ? checkData(yaml.data, locator, { file: source.file, forges }) : NOTHING;
  const led = explainUnindented(checked.findings, yaml.bare, locator.lines());
  const diagnostics = sortDiagnostics([...faults, ...led.map(locator.diagnose)]);
  const hasErrors = diagnostics.some(({ severity }) => severity === "error");
  const { facts } = checked;
  return {
    cohort: hasErrors ? null : checked.cohort,
    diagnostics,
    locate: locator.locate,
    checkProgramme: (cohort, around) => {
      const findings = facts === null ? [] : PROGRAMME_RULES.flatMap((rule) => rule(cohort, around, facts));
      return sortDiagnostics(answer(findings, cohort, (code) => isOfProgramme(code)).map(locator.diagnose));
    },
  };
}

function isOfProgramme(code: string): boolean {
  return (PROGRAMME_CODES as readonly string[]).includes(code);
}

interface Checked {
  readonly cohort: Cohort | null;
  readonly facts: FileFacts | null;
  readonly findings: readonly Finding[];
}

const NOTHING: Checked = { cohort: null, facts: null, findings: [] };

function checkData(
  data: unknown,
  locator: Locator,
  { file, forges }: { readonly file: string; readonly forges: KnownForges },
): Checked {
  const refusal = refuse(data);
  if (refusal !== null) return { ...NOTHING, findings: [refusal] };
  const lines = locator.lines();
  const written = structuredClone(data);
  const { draft, findings, broken } = salvage(data, findCohortFile(forges));
  const named = new Set([...broken].map((path) => locator.name(path.split("."))));
  const facts = listFacts(written, new Set([...broken, ...named]));
  const normal = normalize(applyPreset(draft), facts, { name: file, lines, forges });
  const rules = normal.areDatesKnown ? [...RULES, ...DATE_RULES] : RULES;
  const all = [...findings, ...normal.findings, ...rules.flatMap((rule) => rule(normal.cohort, facts))];
  return { cohort: normal.cohort, facts, findings: answer(all, normal.cohort, (code) => !isOfProgramme(code)) };
}

/** What makes reading on pointless: nothing there, not a mapping, or a version whose meaning is unknown. */
function refuse(data: unknown): Finding | null {
  const remedy = "Begin with cohort: { title: …, start: 2026-06-01 }, then coordinator and interns.";
  if (data === null) return { code: "empty-file", message: "the file holds nothing", remedy, at: [[]] };
  if (typeof data !== "object" || Array.isArray(data))
    return {
      code: "wrong-type",
      message: `the file must be a mapping, and is ${describeValue(data)}`,
      remedy,
      at: [[]],
    };
  const version = (data as Readonly<Record<string, unknown>>)["version"];
  if (typeof version !== "number" || version === 1) return null;
  if (Number.isInteger(version) && version > 1) {
    return {
      code: "newer-version",
      message: `the file is of version ${version}, and this Fledgling reads version 1`,
      remedy: "Update Fledgling: nothing of the file was read.",
      at: [["version"]],
    };
  }
  return {
    code: "bad-version",
    message: `there is no version ${version}`,
    remedy: "Write version: 1.",
    at: [["version"]],
  };
}

/** Leaves out what somebody accepted, and says which acceptance answers nothing that is asked here. Among errors, hints are noise. */
function answer(findings: readonly Finding[], cohort: Cohort, isAsked: (code: string) => boolean): readonly Finding[] {
  const accepted = new Set(cohort.accept.map(({ code }) => code));
  const isAnswered = ({ code }: Finding) => isAcceptable(code) && accepted.has(code);
  const left = findings.filter((finding) => !isAnswered(finding));
  if (left.some(({ code }) => CODES[code].severity === "error"))
    return left.filter(({ code }) => CODES[code].severity !== "hint");
  const answered = new Set<string>(findings.filter(isAnswered).map(({ code }) => code));
  const unused = [...cohort.accept.entries()].filter(
    ([, { code }]) => isAsked(code) && isAcceptable(code) && !answered.has(code),
  );
  const idle = unused.map(([index, { code }]): Finding => ({
    code: "unused-acceptance",
    message: `nothing warns of ${code}`,
    remedy: "Take it out.",
    at: [["accept", index]],
  }));
  return [...left, ...idle];
}

function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const unique = new Map(
    diagnostics.map((diagnostic) => [
      `${diagnostic.line}:${diagnostic.column}:${diagnostic.code}:${diagnostic.message}`,
      diagnostic,
    ]),
  );
  return [...unique.values()].sort(
    (a, b) =>
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}
