import { z } from "zod";
import { checkCohortId, checkId, checkName, checkOneOf, checkUsername } from "./check-text.ts";
import { checkLength } from "./check-time.ts";
import { checkForgeUrl, checkLink } from "./check-link.ts";
import type { About } from "./field-types.ts";
import { either, flag, list, mapping, named, numberBetween, text } from "./field-types.ts";
import { PRESET_NAMES } from "./presets.ts";
import { checkForgeKind, checkForgeText, FORGE_KINDS } from "./forge-address.ts";
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
      editor: { pattern: "^[1-9][0-9]* ?(day|week|month)s?$", examples: ["16 weeks", "4 months", "110 days"] },
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

const project = (description: string, example: string) => line(description, example);

const ForgeMapping = mapping(
  {
    kind: text(checkForgeKind, {
      expected: "one of local, gitlab and github",
      description: "Which kind of forge.",
      editor: { enum: FORGE_KINDS },
    }),
    url: text(checkForgeUrl, {
      expected: "an address, such as https://gitlab.example.org",
      description: "Root of a forge of your own. gitlab.com or github.com, where nothing is said.",
      editor: { format: "uri" },
    }).optional(),
    project: project("Project that holds the issues.", "acme/internships").optional(),
    public: project(
      "Project for issues that anybody may read, where it is another one.",
      "acme/internships-public",
    ).optional(),
    private: project(
      "Project for issues that only coordinators and those named on them may read.",
      "acme/internships-private",
    ).optional(),
    group: line("GitLab group, for what a project cannot hold.", "acme").optional(),
    accounts: list(text(checkUsername, { expected: "an account name", description: "An account." }), {
      expected: "a list of accounts, such as [internship-bot]",
      description:
        "Accounts, beside the token's own, whose issues are ours: add the old one when the token's account changes.",
    }).optional(),
  },
  {
    expected: "an address such as gitlab.com/acme/internships, or a mapping with kind and project",
    description: "Where the issues live, in full.",
  },
);

const Forge = either(
  [
    text(checkForgeText, {
      expected: "an address",
      description: "`local`, or the project's address without https://.",
      editor: { examples: ["local", "gitlab.com/acme/internships", "github.com/acme/internships"] },
    }),
    ForgeMapping,
  ],
  {
    expected: "an address such as gitlab.com/acme/internships, or a mapping with kind and project",
    description:
      "Where the issues live: local for files on disk, or a project's address. Local, where nothing is said.",
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

/** One cohort file, as written. */
export const CohortFile = mapping(
  {
    version: z
      .number({ error: "1" })
      .meta({ description: "Version of this format. 1, where nothing is said.", enum: [1] })
      .optional(),
    cohort: Programme,
    forge: Forge.optional(),
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
  },
  { expected: "a mapping that begins with cohort", description: "A cohort: one run of an internship programme." },
);
export type CohortFile = z.infer<typeof CohortFile>;
