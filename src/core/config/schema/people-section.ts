import type { z } from "zod";
import type { HelperRole } from "../../model/cohort.ts";
import { ROLES, SIGNALS } from "../../model/cohort.ts";
import { checkAttribute, checkId, checkLine, checkName, checkOneOf, checkUsername } from "./check-text.ts";
import {
  checkDate,
  checkHolidays,
  checkHours,
  checkLanguage,
  checkLength,
  checkWeekday,
  checkZone,
} from "./check-time.ts";
import { either, flag, fullList, list, mapping, named, numberBetween, text } from "./field-types.ts";
import { WEEKDAYS, WEEKDAYS_IN_FULL } from "./time-text.ts";

const KEY_PATTERN = "^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$";

export const date = (description: string) =>
  text(checkDate, {
    expected: "a date, such as 2026-06-01",
    description,
    editor: { format: "date", examples: ["2026-06-01"] },
  });

export const id = (description: string) =>
  text(checkId, { expected: "an id, such as ada", description, editor: { pattern: KEY_PATTERN, maxLength: 50 } });

export const line = (description: string, example: string) =>
  text(checkLine, {
    expected: `a text, such as ${example}`,
    description,
    editor: { maxLength: 200, examples: [example] },
  });

export const formerly = list(id("An earlier id."), {
  expected: "a list of ids, such as [ada]",
  description: "Earlier ids. Issues made under them stay the same issues after a renaming.",
});

export const zone = (description: string) =>
  text(checkZone, {
    expected: "a time zone, such as Europe/Berlin",
    description,
    editor: { examples: ["Europe/Berlin", "Africa/Lagos", "America/Sao_Paulo", "Asia/Kolkata", "UTC"] },
  });

export const language = (description: string) =>
  text(checkLanguage, {
    expected: "a language code, such as en",
    description,
    editor: { examples: ["en", "de", "pt-BR"] },
  });

const holidayCode = text(checkHolidays, {
  expected: "a country, such as DE, or a region, such as DE-BY",
  description: "Country, or country and region, whose public holidays are days off.",
  editor: { pattern: "^[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}$", examples: ["DE", "DE-BY", "NG", "US"] },
});

const Holidays = either(
  [
    holidayCode,
    mapping(
      {
        country: holidayCode.optional(),
        add: list(date("A day off."), {
          expected: "a list of dates, such as [2026-06-04]",
          description: "Days off that the country's data lacks.",
        }).optional(),
        remove: list(date("A day worked."), {
          expected: "a list of dates, such as [2026-06-04]",
          description: "Days that the country's data has wrongly.",
        }).optional(),
      },
      {
        expected: "a country such as DE, or a mapping with country, add and remove",
        description: "A country's holidays, corrected.",
      },
    ),
  ],
  {
    expected: "a country such as DE, or a mapping with country, add and remove",
    description: "Public holidays that are days off; none where nothing is said.",
  },
);

export const Absence = mapping(
  {
    from: date("The first day away."),
    to: date("The last day away."),
    backup: id("Who covers. Wanted of helpers who are away for more than three working days.").optional(),
  },
  {
    expected: "a mapping such as { from: 2026-07-06, to: 2026-07-10 }",
    description: "Days away, both ends included. No reason is asked or kept.",
  },
);

/** Facts about a person that an intern's own entry may hold as well. */
export const personFacts = {
  name: line("The name people are called by. The id with a capital, where nothing is said.", "Ada Example").optional(),
  username: text(checkUsername, {
    expected: "an account name, such as ada",
    description: "The account on the forge, without @. The id, where nothing is said.",
    editor: { examples: ["ada"] },
  }).optional(),
  zone: zone("Where the person's days and hours are counted. The cohort's, where nothing is said.").optional(),
  holidays: Holidays.optional(),
  weekdays: fullList(
    text(checkWeekday, {
      expected: "a day of the week, such as mon",
      description: "A day of the week.",
      editor: { enum: [...WEEKDAYS, ...WEEKDAYS_IN_FULL] },
    }),
    {
      expected: "a list of days, such as [mon, tue, wed]",
      description: "Days of the week that are worked. Monday to Friday, where nothing is said.",
      editor: { uniqueItems: true },
    },
  ).optional(),
  hours: text(checkHours, {
    expected: "working hours, such as 09:00-17:00",
    description:
      "Working hours in the person's own zone; what notifies waits for them. 09:00-17:00, where nothing is said.",
    editor: { examples: ["09:00-17:00"] },
  }).optional(),
  absences: list(Absence, {
    expected: "a list, such as [{ from: 2026-07-06, to: 2026-07-10 }]",
    description: "Planned days away.",
  }).optional(),
  attributes: named(
    text(checkName, {
      expected: "a name",
      description: "An attribute's name.",
      editor: { pattern: "^[a-z][a-z0-9_]*$" },
    }),
    text(checkAttribute, { expected: "a word, such as backend", description: "An attribute's value." }),
    {
      expected: "a mapping such as { role: backend, team: telemetry }",
      description: "Attributes choose partials of templates: { role: backend } takes partials/<kind>/role_backend.",
    },
  ).optional(),
  language: language("Language of the issues that are theirs. The cohort's, where nothing is said.").optional(),
  formerly: formerly.optional(),
};

const person = {
  ...personFacts,
  roles: list(
    text(checkOneOf(ROLES, "unknown-role", "a role"), {
      expected: "a role, such as mentor",
      description: "A role.",
      editor: { enum: ROLES },
    }),
    {
      expected: "a list of roles, such as [mentor]",
      description: "Roles beyond those that follow from the interns' entries: trainer, sponsor, coordinator.",
      editor: { uniqueItems: true },
    },
  ).optional(),
  hours_per_week: numberBetween(0.5, 80, {
    expected: "a number of hours, such as 6",
    description: "Hours a week this person has for the programme.",
  }).optional(),
};

const ABOUT_PERSON = {
  expected: "a mapping such as { name: Grace Example, zone: Europe/Berlin }",
  description: "Somebody with a part in the programme.",
};
const People = {
  expected: "a list such as [{ id: grace }], or a mapping such as { grace: { … } }",
  description:
    "Everybody with a part in the programme. May be left out: whoever is named elsewhere exists. Where it stands, everybody who is named elsewhere must be in it, interns apart.",
};

export const PeopleSection = either(
  [
    list(
      mapping(
        { id: id("Short name of the person, by which the rest of the file refers to them."), ...person },
        ABOUT_PERSON,
      ),
      People,
    ),
    named(id("A person's id."), mapping(person, ABOUT_PERSON).nullable(), People),
  ],
  People,
);

const ROLE_WORDS: Readonly<Record<HelperRole, string>> = {
  manager: "Weekly talk, expectations, access. Neither remote mentor nor buddy.",
  mentor: "Craft help and review, the first to ask.",
  co_mentor: "Covers the mentor's absences and other time zones.",
  remote_mentor: "A veteran of remote work, for the whole internship. Not the manager.",
  buddy: "Welcomes the intern and is there for small questions. Not the manager.",
};

const Conversion = mapping(
  {
    intent: text(checkOneOf(["declared", "none"], "wrong-type", "an answer about a job afterwards"), {
      expected: "declared or none",
      description: "declared, where both sides said at the interview that they wish for a job afterwards.",
      editor: { enum: ["declared", "none"] },
    }),
    screened: flag({
      expected: "true or false",
      description: "true, where the interview looked at it. Nothing about a job is asked without both.",
    }).optional(),
  },
  {
    expected: "a mapping such as { intent: declared, screened: true }",
    description: "Whether a job afterwards was spoken of before the internship began.",
  },
);

const internship = {
  project: id("The project the intern works on. One of their own, where nothing is said.").optional(),
  start: date("First day, where it is not the cohort's.").optional(),
  end: date("Last day, where it is not the cohort's. Not together with extend.").optional(),
  extend: text(checkLength, {
    expected: "a length, such as 3 weeks",
    description: "How much longer than the cohort, such as 3 weeks. Not together with end.",
    editor: { pattern: "^[1-9][0-9]* ?((day|week|month)s?|[dwm])$", examples: ["3 weeks"] },
  }).optional(),
  left: date("The last day of somebody who left early. Nothing opens after it but thanks.").optional(),
  manager: id(ROLE_WORDS.manager).optional(),
  mentor: id(ROLE_WORDS.mentor).optional(),
  co_mentor: id(ROLE_WORDS.co_mentor).optional(),
  remote_mentor: id(ROLE_WORDS.remote_mentor).optional(),
  buddy: id(ROLE_WORDS.buddy).optional(),
  conversion: Conversion.optional(),
  signals: list(
    text(checkOneOf(SIGNALS, "wrong-type", "a signal"), {
      expected: "a signal, such as hello",
      description: "A signal.",
      editor: { enum: SIGNALS },
    }),
    {
      expected: "a list of signals, such as [hello, plan]",
      description:
        "What this intern wishes to be asked about, by their own choice: hello, company, invitation, plan, lighter. Each is a question in the coordinator's digest, and none is on without it.",
      editor: { uniqueItems: true },
    },
  ).optional(),
  mute: flag({
    expected: "true or false",
    description: "true, where this intern wishes that the digest says nothing of questions and helpers of theirs.",
  }).optional(),
  ...personFacts,
};

const ABOUT_INTERN = {
  expected: "a mapping such as { mentor: grace, buddy: sam, manager: lee }",
  description: "One internship: when, on what, with whom.",
};
const Interns = {
  expected: "a mapping such as { ada: { mentor: grace } }, or a list such as [{ person: ada, mentor: grace }]",
  description: "The interns, each with their helpers.",
};

export const InternsSection = either(
  [
    named(id("The intern's id."), mapping(internship, ABOUT_INTERN).nullable(), Interns),
    list(mapping({ person: id("The intern's id."), ...internship }, ABOUT_INTERN), Interns),
  ],
  Interns,
);

export type Absence = z.infer<typeof Absence>;
export type PersonEntry = z.infer<ReturnType<typeof mapping<typeof person>>>;
export type InternEntry = z.infer<ReturnType<typeof mapping<typeof internship>>>;
