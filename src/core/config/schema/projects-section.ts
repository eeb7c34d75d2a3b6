import type { z } from "zod";
import type { ATTESTATIONS } from "../../model/cohort.ts";
import { ROLES } from "../../model/cohort.ts";
import { checkLink } from "./check-link.ts";
import { checkLine, checkOneOf, checkProse } from "./check-text.ts";
import { checkRhythm, checkTime, checkWeekday } from "./check-time.ts";
import { either, list, mapping, named, text } from "./field-types.ts";
import { date, formerly, id, line, zone } from "./people-section.ts";
import { WEEKDAYS, WEEKDAYS_IN_FULL } from "./time-text.ts";

const prose = (description: string) => text(checkProse, { expected: "a text", description });

const time = (description: string) =>
  text(checkTime, {
    expected: 'a time of a day, such as "16:00"',
    description,
    editor: { pattern: "^[0-9]{1,2}:[0-9]{2}$", examples: ["16:00"] },
  });

/** A day may have an hour, kept in one zone whatever clocks do elsewhere. */
const hour = {
  time: time("The hour, where the day alone is not enough. It is told in everybody's own zone.").optional(),
  zone: zone("Where that hour is counted. The cohort's zone, where nothing is said.").optional(),
};

const address = (description: string) =>
  text(checkLink, { expected: "an address, such as https://example.org", description, editor: { format: "uri" } });

const Link = mapping(
  { title: line("What the link shows.", "Design notes"), url: address("Where it leads: http, https or mailto.") },
  { expected: "a mapping such as { title: Design notes, url: https://example.org/design }", description: "A link." },
);

const ABOUT_STEP = {
  expected: "a text, or a mapping such as { id: m1, title: Readings arrive, due: 2026-06-26 }",
  description: "A step that shows progress, with its test and documentation. A text alone is its title.",
};
const Step = either(
  [
    text(checkLine, { expected: "a text", description: "What is reached." }),
    mapping(
      {
        id: id("Short name, for milestone:<id> in anchors. m1, m2 and so on, where nothing is said.").optional(),
        title: line("What is reached.", "Readings arrive").optional(),
        due: date("The day it should be reached, at least two weeks before the end.").optional(),
        ...hour,
      },
      ABOUT_STEP,
    ),
  ],
  ABOUT_STEP,
);

const VOUCHED: Readonly<Record<(typeof ATTESTATIONS)[number], string>> = {
  junior_fit: "Who says that somebody new to the work can do it.",
  async_fit: "Who says that it can be done in writing, across time zones.",
  not_a_chore: "Who says that it is no chore nobody else wants, one of them not the manager.",
};
const people = (description: string) =>
  list(id("A person's id."), { expected: "a list of ids, such as [kim, grace]", description });
const Attested = mapping(
  {
    junior_fit: people(VOUCHED.junior_fit).optional(),
    async_fit: people(VOUCHED.async_fit).optional(),
    not_a_chore: people(VOUCHED.not_a_chore).optional(),
  },
  {
    expected: "a mapping such as { junior_fit: [kim, grace] }",
    description: "Who vouches for the project, two people for each statement.",
  },
);

export const Project = mapping(
  {
    title: line("What the project is called.", "Telemetry for the garden").optional(),
    why: prose("Why it matters, and to whom.").optional(),
    done_means: prose("How everybody will know that it is done.").optional(),
    first_task: prose("A small first task for the first days.").optional(),
    milestones: list(Step, {
      expected: "a list such as [Readings arrive, A page shows one bed]",
      description: "Steps on the way, at least three.",
    }).optional(),
    stakeholders: list(line("A name or a group.", "The garden team"), {
      expected: "a list of names, such as [The garden team]",
      description: "Who waits for it: at least three by name.",
    }).optional(),
    helpers: people("Who can step in beside the interns' own helpers, in other time zones for example.").optional(),
    priority: text(checkLine, {
      expected: "a text, such as nice-to-have",
      description:
        "How urgent it is. nice-to-have, where nothing is said, and best left so: an intern's project is not time-critical.",
      editor: { examples: ["nice-to-have"] },
    }).optional(),
    labels: list(line("A label.", "feature"), {
      expected: "a list of labels, such as [feature]",
      description: "Labels that the project's work carries elsewhere, so that urgent ones are noticed.",
    }).optional(),
    attested: Attested.optional(),
    repositories: list(line("A repository, as in its address.", "acme/telemetry"), {
      expected: "a list such as [acme/telemetry]",
      description:
        "Where its work is done, on the same forge, so that a week's page can tell of it. Nothing is read, where none is named.",
    }).optional(),
    links: list(Link, {
      expected: "a list such as [{ title: Design notes, url: https://example.org/design }]",
      description: "What to read.",
    }).optional(),
    formerly: formerly.optional(),
  },
  { expected: "a mapping such as { title: …, why: … }", description: "What interns work on." },
);

const Milestones = {
  expected: "a mapping such as { midterm: 2026-07-27 }, or a list such as [{ id: midterm, date: 2026-07-27 }]",
  description: "Dates of the whole programme that anchors can name: milestone:midterm.",
};
const dated = { title: line("What happens.", "Midterm talks").optional(), date: date("The day."), ...hour };
const ABOUT_DATED = {
  expected: "a date, or a mapping such as { title: Midterm talks, date: 2026-07-27 }",
  description: "A date of the programme.",
};
export const MilestonesSection = either(
  [
    named(id("The milestone's id."), either([date("The day."), mapping(dated, ABOUT_DATED)], ABOUT_DATED), Milestones),
    list(mapping({ id: id("The milestone's id."), ...dated }, ABOUT_DATED), Milestones),
  ],
  Milestones,
);

const Meetings = {
  expected: 'a mapping such as { weekly-call: { with: [mentor], on: tuesday, at: "15:00" } }',
  description: "What happens again and again and people come to; interns are told when, in their own zone.",
};
const meeting = {
  title: line("What people call it. The id in words, where nothing is said.", "Weekly call").optional(),
  with: list(
    text(checkOneOf(ROLES, "unknown-role", "a role"), {
      expected: "a role, such as mentor",
      description: "A role.",
      editor: { enum: ROLES },
    }),
    {
      expected: "a list of roles, such as [mentor]",
      description: "Who comes beside the intern, by role.",
      editor: { uniqueItems: true },
    },
  ),
  every: text(checkRhythm, {
    expected: "how often, such as 1w",
    description: "How often: 1w, 2w, or 1d for every working day. 1w, where nothing is said.",
    editor: { pattern: "^(1d|[1-9][0-9]? ?w)$", examples: ["1w", "2w", "1d"] },
  }).optional(),
  on: text(checkWeekday, {
    expected: "a day of the week, such as tuesday",
    description: "The day of the week. Left to those who come, where nothing is said.",
    editor: { enum: [...WEEKDAYS, ...WEEKDAYS_IN_FULL] },
  }).optional(),
  at: time("The hour. Left to those who come, where nothing is said.").optional(),
  zone: zone("Where that hour is counted. The cohort's zone, where nothing is said.").optional(),
  where: address("Address of the room. links.meeting, where nothing is said.").optional(),
};
const ABOUT_MEETING = {
  expected: 'a mapping such as { with: [mentor], on: tuesday, at: "15:00" }',
  description: "A meeting.",
};
export const MeetingsSection = either(
  [
    named(id("The meeting's id."), mapping(meeting, ABOUT_MEETING), Meetings),
    list(mapping({ id: id("The meeting's id."), ...meeting }, ABOUT_MEETING), Meetings),
  ],
  Meetings,
);

export type ProjectEntry = z.infer<typeof Project>;
export type MeetingEntry = z.infer<ReturnType<typeof mapping<typeof meeting>>>;
