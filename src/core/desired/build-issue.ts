import type { KindLibrary } from "../kinds/model/library.ts";
import type { Cohort, Person } from "../model/cohort.ts";
import type { Kind } from "../kinds/model/kind.ts";
import type { SpokenKind } from "../kinds/model/translation.ts";
import { speakKind } from "../kinds/model/translation.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DesiredIssue, Observation, ObservedPlace, Occurrence } from "../model/issue.ts";
import { formatKey } from "../model/key.ts";
import { listAttributes } from "./occurrences/attributes.ts";
import { languageOf } from "./audience/language.ts";
import { listMissingFields } from "./missing-fields.ts";
import { findForm, isShared, toForm } from "./audience/visibility.ts";
import { cohortLabel, kindLabel } from "./labels.ts";
import { milestoneTitle } from "./milestone-title.ts";
import { describeReaders, isConfidential } from "./audience/readers.ts";
import { renderIssue } from "./render.ts";
import type { PreviousIssue, ActivitySection } from "./view/activity-section.ts";
import { buildActivitySection } from "./view/activity-section.ts";
import type { ChildEntry } from "./view/build-view.ts";
import { buildView } from "./view/build-view.ts";
import { wordsOf } from "./audience/words.ts";
import { directoryOf } from "../model/lookup/directory.ts";
import { findDetails } from "../model/lookup/places.ts";

/** What rendering looks at beside the occurrence itself. */
export interface IssueInput {
  readonly cohort: Cohort;
  readonly library: KindLibrary;
  readonly observation: Observation;
}

export interface IssueRequest {
  readonly input: IssueInput;
  readonly kind: Kind;
  readonly occurrence: Occurrence;
  readonly place: ObservedPlace;
  readonly children: readonly ChildEntry[];
  /** Key of what it stands under; null for nothing. */
  readonly parent: string | null;
  /** Keys whose numbers its marker keeps. */
  readonly remembers: readonly string[];
  /** Label of the phase it is in, and why that is not a later one; null where none is kept. */
  readonly phase: { readonly label: string; readonly held: string | null } | null;
  /** For one that is still to be made, the latest issue before it of the same kind and subject, if there is one; null for one that is there. */
  readonly fresh: { readonly previous: PreviousIssue | null } | null;
  /** The language it was made in, as its marker says; null for one that is still to be made. */
  readonly language: string | null;
  /** Whether an account was not there when the forge was last asked; what runs that ask nothing go by. */
  readonly wasMissing: (account: string) => boolean;
}

interface Built {
  readonly issue: DesiredIssue;
  readonly diagnostics: readonly Diagnostic[];
  readonly dropped: readonly string[];
  /** Why it cannot be written at all, in words; null when it can. */
  readonly fault: string | null;
}

/** One occurrence, rendered for the place it goes to; `dropped` says what that place could not take, and why. */
export function buildIssue(request: IssueRequest): Built {
  const { occurrence, place, phase } = request;
  const { cohort } = request.input;
  const { adapted, spoken } = prepare(request);
  const accounts = checkAccounts(adapted);
  const confidential = isConfidential(occurrence.lane, place);
  const rendered = renderTwice(adapted, spoken, { accounts, confidential });
  const issue: DesiredIssue = {
    key: formatKey(occurrence.key),
    occurrence,
    lane: occurrence.lane,
    place: place.place,
    title: rendered.title,
    body: rendered.body,
    base: rendered.base,
    assignee: accounts.assignee,
    wanted: accounts.wanted,
    unreachable: namesOf(cohort, accounts.unreachable),
    checked: accounts.checked,
    due: adapted.kind.due?.show === "field" && place.capabilities.dueDate ? occurrence.due : null,
    milestone: milestoneOf(cohort, occurrence, place),
    confidential,
    labels: [cohortLabel(cohort.id), kindLabel(adapted.kind.name), ...(phase === null ? [] : [phase.label])].sort(),
    finished: adapted.kind.finished,
    language: spoken.language,
    parent: request.parent,
    remembers: request.remembers,
    review: null,
    notifies: accounts.notified,
  };
  const held = phase === null || phase.held === null ? [] : [phase.held];
  const dropped = [...accounts.dropped, ...held, ...rendered.dropped];
  const diagnostics = [...rendered.diagnostics, ...accounts.diagnostics];
  return { issue, diagnostics, dropped, fault: findError(rendered) };
}

function namesOf(cohort: Cohort, ids: readonly string[]): readonly string[] {
  const { person } = directoryOf(cohort);
  return [...new Set(ids)].sort().flatMap((id) => person(id)?.username ?? []);
}

function milestoneOf(cohort: Cohort, occurrence: Occurrence, place: ObservedPlace): string | null {
  const project = directoryOf(cohort).project(occurrence.project);
  return project === null || place.capabilities.epics ? null : milestoneTitle(cohort, project);
}

/** The request as a form wants it, where one stands for the issue, and the kind in the language it is read in. */
function prepare(request: IssueRequest): { readonly adapted: IssueRequest; readonly spoken: SpokenKind } {
  const { input, occurrence } = request;
  const language = request.language ?? languageOf(input.cohort, request.kind, occurrence);
  const spoken = speakKind(input.library, request.kind, language);
  if (findForm(input.cohort, occurrence) === null) return { adapted: { ...request, kind: spoken.kind }, spoken };
  const kind = toForm(spoken.kind, wordsOf(spoken.language, spoken.phrases));
  return { adapted: { ...request, kind, occurrence: { ...occurrence, mention: [] } }, spoken: { ...spoken, kind } };
}

const TOO_MUCH = "what was done and said before is left out: the text would be too long, or have one item twice";

type Rendered = ReturnType<typeof renderIssue>;
interface Manner {
  readonly accounts: Accounts;
  readonly confidential: boolean;
}

/** The issue as later runs render it, and where it has a section that stands in it once, the body with that. */
function renderTwice(
  request: IssueRequest,
  spoken: SpokenKind,
  how: Manner,
): Rendered & Pick<DesiredIssue, "base"> & { readonly dropped: readonly string[] } {
  const plain = render(request, spoken, how, null);
  const { kind, occurrence, place, fresh } = request;
  if (fresh === null || !(kind.needs.includes("activity") || kind.needs.includes("promises")))
    return { ...plain, base: null, dropped: [] };
  const { cohort, observation } = request.input;
  const words = wordsOf(spoken.language, spoken.phrases);
  const section = buildActivitySection({
    cohort,
    observation,
    kind,
    occurrence,
    place,
    previous: fresh.previous,
    words,
  });
  const full = render(request, spoken, how, section);
  if (full.body === plain.body) return { ...plain, base: null, dropped: [] };
  if (findError(full) !== null) return { ...plain, base: null, dropped: [TOO_MUCH] };
  return { ...plain, body: full.body, base: plain.body, dropped: [] };
}

function findError({ diagnostics }: Rendered): string | null {
  return diagnostics.find((one) => one.severity === "error")?.message ?? null;
}

function render(
  request: IssueRequest,
  spoken: SpokenKind,
  { accounts, confidential }: Manner,
  section: ActivitySection | null,
): Rendered {
  const { input, kind, occurrence, place } = request;
  const { cohort } = input;
  const words = wordsOf(spoken.language, spoken.phrases);
  const view = buildView({
    cohort,
    occurrence,
    kind,
    children: request.children.filter(
      (child) => (child.place === place.place || child.linked) && child.project === occurrence.project,
    ),
    gaps: kind.needs.includes("gaps") ? listMissingFields(cohort) : [],
    unreachable: accounts.unreachable,
    shared: isShared(cohort, occurrence, place),
    section,
    words,
  });
  const subject = kind.per === "intern" || kind.per === "helper" ? subjectOf(input, occurrence) : null;
  const attributes = subject === null ? {} : listAttributes(cohort, subject);
  const library = { ...input.library, partials: spoken.partials };
  const readers = describeReaders(words, cohort.forge, place, confidential);
  return renderIssue({ library, kind, view, attributes, readers, key: formatKey(occurrence.key) });
}

/** Whose attributes choose partials: the intern's, or the helper's whose issue it is. */
function subjectOf(input: IssueInput, occurrence: Occurrence): Person | null {
  return directoryOf(input.cohort).person(occurrence.intern ?? occurrence.key.subject);
}

interface Accounts {
  readonly assignee: string | null;
  readonly wanted: string | null;
  readonly checked: boolean;
  /** Account names. */
  readonly notified: readonly string[];
  /** Person ids whose account is not there: naming them by account would ping a stranger. */
  readonly unreachable: readonly string[];
  readonly dropped: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

function checkAccounts({ input, occurrence, place, wasMissing }: IssueRequest): Accounts {
  const { cohort } = input;
  const details = findDetails(input.observation, place.place);
  const { person: personOf } = directoryOf(cohort);
  const people = [occurrence.owner, ...occurrence.mention].flatMap((id) => personOf(id) ?? []);
  const stateOf = (username: string) => details?.accounts[username] ?? (wasMissing(username) ? "missing" : "eligible");
  const missing = people.filter((person) => stateOf(person.username) === "missing");
  const owner = personOf(occurrence.owner);
  const ownerState = owner === null ? "missing" : stateOf(owner.username);
  const assignable = owner !== null && ownerState !== "missing" && ownerState !== "ineligible";
  const dropped =
    owner === null || ownerState !== "ineligible"
      ? []
      : [`assignee left open: ${owner.username} cannot be assigned in ${place.place}; give the account access to it`];
  return {
    assignee: assignable ? owner.username : null,
    wanted: owner?.username ?? null,
    checked: owner !== null && details?.accounts[owner.username] !== undefined,
    notified: [
      ...new Set(people.filter((person) => !missing.includes(person)).map((person) => person.username)),
    ].sort(),
    unreachable: missing.map((person) => person.id),
    dropped: [
      ...dropped,
      ...(owner !== null && missing.includes(owner)
        ? [`assignee left open: there is no account ${owner.username}`]
        : []),
    ],
    diagnostics: missing
      .filter((person) => details?.accounts[person.username] !== undefined)
      .map((person) => describeMissing(input, person.id, person.username, place)),
  };
}

function describeMissing(input: IssueInput, id: string, username: string, place: ObservedPlace): Diagnostic {
  const { cohort } = input;
  const path = cohort.lines[`people.${id}`] === undefined ? `interns.${id}` : `people.${id}`;
  return {
    severity: "error",
    code: "unknown-account",
    message: `there is no account ${username} on the forge of ${place.place}, so nothing can be assigned to ${id}`,
    remedy: `Correct username: of ${id} in the file; everything else of the cohort goes on, and the assignment follows by itself`,
    file: cohort.file,
    path,
    line: cohort.lines[path] ?? null,
    column: null,
    excerpt: null,
  };
}
