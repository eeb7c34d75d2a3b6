import { z } from "zod";
import { checkCohortId, checkId, checkName, checkOneOf } from "./check-text.ts";
import { checkLength } from "./check-time.ts";
import { checkLink } from "./check-link.ts";
import type { About } from "./field-types.ts";
import { either, flag, list, mapping, named, numberBetween, text } from "./field-types.ts";
import { PRESET_NAMES } from "./presets.ts";
import type { KnownForges } from "../../forge/known-forges.ts";
import { buildForgeSection } from "./forge-section.ts";
import { date, formerly, id, InternsSection, language, line, PeopleSection, zone } from "./people-section.ts";
import { MeetingsSection, MilestonesSection, Project } from "./projects-section.ts";

const Programme = mapping(
  {
    id: text(checkCohortId, {
      expected: "an id, such as summer-2026",
      description:
        "Short name of the cohort in keys and labels. Follows from the title, where nothing is said; set it before the title changes.",
      editor: { pattern: "^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$", maxLength: 30 },
    }).optional(),
    title: line("What people call this cohort.", "Summer 2026"),
    start: date("First day of the programme."),
    end: date("Last day, worked. Either this or length.").optional(),
    length: text(checkLength, {
      expected: "a length, such as 16 weeks",
      description:
        "How long it lasts, such as 16 weeks, 110 days or 4 months. Weeks and months end on a Friday where their last day would be a weekend. Either this or end; 16 weeks, where nothing is said.",
      editor: { pattern: "^[1-9][0-9]* ?((day|week|month)s?|[dwm])$", examples: ["16 weeks", "4 months", "110 days"] },
    }).optional(),
    zone: zone("Where the cohort's dates are counted. UTC, where nothing is said.").optional(),
    language: language("Language of the issues. English, where nothing is said.").optional(),
    formerly: formerly.optional(),
  },
  {
    expected: "a mapping such as { title: Summer 2026, start: 2026-06-01 }",
    description: "What the programme is and when. Everything else derives from these dates.",
  },
);

const SWITCH = {
  expected: "on, off, or a mapping of front matter keys",
  description: "on, off, or front matter keys of the kind's template to replace, such as { opens: start + 1w }.",
};
/** YAML 1.2 reads `on` as a text, where its elder read a boolean. */
const onOrOff = ({ expected, description }: About) =>
  [
    z.boolean({ error: expected }).meta({ description }),
    text(
      (value) =>
        value === "on" || value === "off"
          ? null
          : {
              code: "wrong-type",
              message: `this must be ${expected}, and is the text "${value.slice(0, 20)}"`,
              remedy: "Write on or off.",
            },
      { expected, description, editor: { enum: ["on", "off"] } },
    ),
  ] as const;
const Switch = either(
  [
    ...onOrOff({ ...SWITCH, description: "Whether these issues are made." }),
    z
      .looseObject({ formerly: formerly.optional() }, { error: SWITCH.expected })
      .meta({ description: "Front matter keys to replace." }),
    z.null({ error: SWITCH.expected }),
  ],
  SWITCH,
);

const PHASES = {
  expected: "on or off",
  description: "on keeps a label phase::… on issues that say so: pre-start, boot, build, midpoint, landing, after.",
};
const Phases = either(onOrOff(PHASES), PHASES);

const Guards = mapping(
  {
    max_change: numberBetween(0, 1, {
      expected: "a share between 0 and 1, such as 0.5",
      description:
        "Share of the open issues that a run may close or rewrite before somebody must confirm it. 0.5, where nothing is said.",
    }).optional(),
  },
  { expected: "a mapping such as { max_change: 0.5 }", description: "Limits that stop a run." },
);

const Acceptance = mapping(
  {
    code: line("The warning's code.", "programme-length"),
    reason: line("Why it is right here.", "Twelve weeks, as the funder set"),
    by: line("Who decided.", "kim"),
  },
  {
    expected: "a mapping such as { code: programme-length, reason: …, by: kim }",
    description: "A warning that somebody has answered.",
  },
);

const FIRST = {
  version: z
    .number({ error: "1" })
    .meta({ description: "Version of this format. 1, where nothing is said.", enum: [1] })
    .optional(),
  cohort: Programme,
};

const REST = {
  preset: text(checkOneOf(PRESET_NAMES, "unknown-preset", "a preset"), {
    expected: "a preset, such as guide",
    description:
      "What the file begins with: a length, and kinds switched on or tuned. Whatever it says itself goes first.",
    editor: { enum: PRESET_NAMES },
  }).optional(),
  live: flag({
    expected: "true or false",
    description:
      "true lets a first run make every issue at once. Otherwise it makes the coordinator's checklist, and the rest once Go live is ticked there.",
  }).optional(),
  coordinator: id(
    "Who keeps the programme together: dates, reminders, complaints. Neither mentor nor manager of any intern.",
  ).optional(),
  people: PeopleSection.optional(),
  interns: InternsSection.optional(),
  projects: named(id("The project's id."), Project.nullable(), {
    expected: "a mapping such as { telemetry: { title: … } }",
    description: "What interns work on. May be left out: every intern then has a project of their own.",
  }).optional(),
  milestones: MilestonesSection.optional(),
  meetings: MeetingsSection.optional(),
  kinds: named(text(checkId, { expected: "a kind", description: "A kind's name." }), Switch, {
    expected: "a mapping such as { retro: off }",
    description: "Kinds of issues to switch on or off, or to change.",
  }).optional(),
  phases: Phases.optional(),
  links: named(
    text(checkName, {
      expected: "a name",
      description: "The link's name.",
      editor: { pattern: "^[a-z][a-z0-9_]*$" },
    }),
    text(checkLink, {
      expected: "an address, such as https://example.org/handbook",
      description: "Where it leads: http, https or mailto.",
      editor: { format: "uri" },
    }),
    {
      expected: "a mapping such as { handbook: https://example.org/handbook }",
      description: "Addresses that templates name: handbook, chat, speak_up and others.",
    },
  ).optional(),
  guards: Guards.optional(),
  accept: list(Acceptance, {
    expected: "a list such as [{ code: programme-length, reason: …, by: kim }]",
    description: "Warnings that somebody has answered, with the reason on record.",
  }).optional(),
};

/** One cohort file, as written for the forges there are. */
export function buildCohortFile(forges: KnownForges) {
  return mapping(
    { ...FIRST, forge: buildForgeSection(forges).optional(), ...REST },
    { expected: "a mapping that begins with cohort", description: "A cohort: one run of an internship programme." },
  );
}
export type CohortSchema = ReturnType<typeof buildCohortFile>;
export type CohortFile = z.infer<CohortSchema>;

const built = new WeakMap<KnownForges, CohortSchema>();

/** The same, made once for a list of forges. */
export function findCohortFile(forges: KnownForges): CohortSchema {
  const schema = built.get(forges) ?? buildCohortFile(forges);
  built.set(forges, schema);
  return schema;
}
