import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { listNames } from "./quoting.ts";

interface CodeEntry {
  readonly severity: Diagnostic["severity"];
  /** One sentence for docs/diagnostics.md; `{forges}` stands for the kinds there are. */
  readonly meaning: string;
  /** An error that is a judgement about the programme and no fault of the file: somebody may take it upon themselves. */
  readonly acceptable?: true;
}

/** Every problem a cohort file can have, with how bad it is. The one place: rules only name a code, docs/diagnostics.md lists them. */
export const CODES = {
  "absence-order": error("An absence ends before it begins."),
  "absence-without-backup": warning("A helper is away for more than three working days and nobody is named to cover."),
  "accept-error": error("`accept` names an error that nobody can take upon themselves."),
  "alias-bomb": error("YAML aliases unfold into far more than the file shows, or into themselves."),
  "asks-after-end": warning("A kind, changed in the file, would ask interns for something after their last day."),
  "attested-by-one": warning("Fewer than two people vouch for something about a project."),
  "bad-attribute": error(
    "An attribute's value cannot be part of a file name, and attributes choose partials by file name.",
  ),
  "bad-date": error("Something is not a date; dates are written 2026-06-01."),
  "bad-forge": error("The forge's address or project is not one the forge could have."),
  "bad-holidays": error("Not a code of a country, or of a country and a region."),
  "bad-hours": error("Working hours are not two times of one day, such as 09:00-17:00."),
  "bad-id": error("An id holds what a key cannot: only lower case letters, digits, `-`, `_` and `.` can."),
  "bad-language": error("Not a language code such as `en` or `pt-BR`."),
  "bad-length": error("Not a length such as `16 weeks`, `110 days` or `4 months`."),
  "bad-link": error("A link is not http, https or mailto, or it holds a password."),
  "bad-number": error("A number lies outside the range that makes sense."),
  "bad-rhythm": error("How often a meeting happens is neither `1d` nor a number of weeks such as `1w`."),
  "bad-time": error("Not a time of a day such as 16:00."),
  "bad-username": error("Not an account name of a forge."),
  "bad-version": error("`version` is not 1, the only one there is."),
  "bad-zone": error("Not an IANA time zone such as Europe/Berlin."),
  "chore-attested-by-manager": error("Only managers of its interns say that a project is no chore."),
  "co-mentor-is-mentor": warning("An intern's co-mentor is also their mentor, so nobody stands in."),
  "control-character": error("A text holds a line break or a character nobody can see."),
  "conversion-without-intent": error(
    "A job afterwards is to be spoken of where no intent was declared at the interview.",
  ),
  "date-on-holiday": hint("A date of the programme is a public holiday for somebody."),
  "date-order": error("A span ends before it begins."),
  "default-length": hint("The file names neither an end nor a length, so sixteen weeks are taken."),
  "default-zone": hint("The file names no time zone, so UTC is taken."),
  "duplicate-id": error("Two entries of a list have the same id."),
  "duplicate-key": error("A mapping has the same key twice."),
  "duplicate-username": error("Two people have the same account."),
  "empty-file": error("The file holds nothing."),
  "empty-text": error("A text that is needed is empty."),
  "end-and-extend": error("An intern has both an end and an extension."),
  "end-and-length": error("The cohort has both an end and a length."),
  "few-milestones": judgement("A project has milestones, and fewer than three."),
  "few-shared-hours": warning(
    "In some week an intern shares less than one working hour a day with their mentor or buddy.",
  ),
  "few-stakeholders": warning("A project names who waits for it, and fewer than three."),
  "formerly-in-use": error("A former id is also a current one, or is claimed twice."),
  "given-twice": error("A fact about a person stands both under `people` and in their internship."),
  "id-too-long": error("An id is longer than a label can carry."),
  "implausible-dates": error("An internship lies too far from its cohort, or a cohort lasts for years."),
  "implausible-year": error("A year before 2000 or after 2100."),
  "impossible-date": error("A date that no calendar has, such as 30 February."),
  "insecure-address": warning("A forge is reached over http, which shows the token to the network."),
  "intern-without-entry": warning("Somebody has the role `intern` and no entry under `interns`."),
  "late-deliverable": judgement("A project's last milestone is later than two weeks before the end."),
  "mentor-hours": warning("A mentor has fewer than five hours a week."),
  "mentor-load": warning("A mentor has more than one intern."),
  "milestone-on-day-off": warning("A project's milestone falls on a day off of an intern who works on it."),
  "milestone-outside": error("A milestone lies outside the time it belongs to."),
  "missing-key": error("Something the file must say is not there."),
  "newer-version": error("The file is written for a newer Fledgling."),
  "no-buddy": warning("An intern has no buddy."),
  "no-coordinator": warning("Nobody is named as coordinator, and a helper stands in."),
  "no-interns": warning("The cohort has no interns yet."),
  "no-manager": warning("An intern has no manager."),
  "no-mentor": warning("An intern has no mentor."),
  "no-public-links": hint("`links` names no public strategy, no values, or no handbook."),
  "no-remote-mentor": hint("An intern has no remote mentor."),
  "not-yaml": error("The file cannot be read as YAML."),
  "own-backup": error("Somebody is named as their own cover."),
  "own-helper": error("An intern is their own helper."),
  "private-lane-shared": error("Issues of the private lane would stand where others can read them."),
  "programme-length": warning("The programme is shorter than 16 weeks or longer than 26."),
  "remote-mentor-is-mentor": warning("An intern's remote mentor is also their mentor."),
  "role-conflict": error("One person holds two roles for the same intern that must be apart."),
  "similar-names": warning("Two ids differ in a letter or two and one is used only once: perhaps a slip."),
  "too-deep": error("The file nests deeper than any cohort needs."),
  "too-large": error("The file is larger than any cohort needs."),
  "too-long": error("A text is too long."),
  "unknown-code": error("`accept` names no guard there is."),
  "unknown-forge": error("The kind of forge is none of {forges}, or cannot be told from the address."),
  "unknown-key": error("A key nobody reads."),
  "unknown-person": error("A reference to somebody who is not in the file."),
  "unknown-preset": error("Not a preset there is."),
  "unknown-project": error("A reference to a project that is not in the file."),
  "unknown-role": error("Not a role of the programme."),
  "unknown-weekday": error("Not a day of the week."),
  "unused-acceptance": hint("`accept` silences something that does not occur (any more)."),
  "unused-person": hint("Somebody under `people` has no role."),
  "unused-project": hint("No intern works on a project of the file."),
  "urgent-project": judgement("A project is time-critical, or its labels say that it is urgent."),
  "wrong-type": error("A text where a list belongs, a number where a date belongs, and the like."),
} as const satisfies Readonly<Record<string, CodeEntry>>;

export type Code = keyof typeof CODES;

/** Whether `accept` may answer it: every warning and hint, and what is a judgement. */
export function isAcceptable(code: string): boolean {
  const entry: CodeEntry | undefined = Object.hasOwn(CODES, code) ? CODES[code as Code] : undefined;
  return entry !== undefined && (entry.severity !== "error" || entry.acceptable === true);
}

/** The table of docs/diagnostics.md, for forges of these kinds. */
export function renderCodes(forges: readonly string[]): string {
  const body = (Object.keys(CODES) as Code[]).map((code) => [
    `\`${code}\``,
    describeLevel(code),
    CODES[code].meaning.replace("{forges}", listNames(forges)),
  ]);
  return renderTable(["Code", "Severity", "Meaning"], body);
}

/** How bad it is, in words: `error unless accepted`. */
export function describeLevel(code: Code): string {
  const { severity } = CODES[code];
  return severity === "error" && isAcceptable(code) ? "error unless accepted" : severity;
}

/** A Markdown table, its columns aligned. */
export function renderTable(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((_title, column) => Math.max(...[head, ...body].map((row) => row[column]?.length ?? 0)));
  const rule = widths.map((width) => "-".repeat(width));
  const rows = [head, rule, ...body].map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
  return rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function error<const T extends string>(meaning: T) {
  return { severity: "error", meaning } as const;
}
function judgement<const T extends string>(meaning: T) {
  return { severity: "error", meaning, acceptable: true } as const;
}
function warning<const T extends string>(meaning: T) {
  return { severity: "warning", meaning } as const;
}
function hint<const T extends string>(meaning: T) {
  return { severity: "hint", meaning } as const;
}
