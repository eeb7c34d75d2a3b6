/** What a file begins with instead of with nothing. Everything in it gives way to what the file says itself. */
export interface Preset {
  /** For docs/config.md: for whom, as half a sentence. */
  readonly about: string;
  readonly length: string;
  readonly phases: boolean;
  readonly kinds: Readonly<Record<string, "on" | Readonly<Record<string, unknown>>>>;
}

const TWO_MORE_ROUNDS = { rounds: { midpoint: "mid", late: "75%" } };
const ONE_MORE_ROUND = { rounds: { midpoint: "mid" } };

/** Data alone: what each switches on or tunes, beside the length. A new one is one entry. */
export const PRESETS = {
  "12-weeks": {
    about: "one summer, as Summer of Code has it: a new plan halfway",
    length: "12 weeks",
    phases: false,
    kinds: { midpoint: "on" },
  },
  "13-weeks": {
    about: "as Outreachy has it: a new plan halfway, and four rounds of evaluation",
    length: "13 weeks",
    phases: false,
    kinds: { midpoint: "on", evaluation: TWO_MORE_ROUNDS, "self-evaluation": TWO_MORE_ROUNDS },
  },
  "16-weeks": {
    about: "four months, the first of them for learning to work remotely: small rounds with somebody senior, too",
    length: "16 weeks",
    phases: false,
    kinds: { midpoint: "on", session: "on" },
  },
  "24-weeks": {
    about: "half a year: a look back every other week, and three rounds of evaluation",
    length: "24 weeks",
    phases: false,
    kinds: {
      midpoint: "on",
      session: "on",
      evaluation: ONE_MORE_ROUND,
      "self-evaluation": ONE_MORE_ROUND,
      retro: { repeat: { every: "2w", on: "thursday" } },
    },
  },
  guide: {
    about: "all that the guide to remote internships advises: a first week and a farewell together, lessons, alumni",
    length: "16 weeks",
    phases: true,
    kinds: {
      "fast-boot": "on",
      session: "on",
      midpoint: "on",
      conversion: "on",
      "team-retro": "on",
      contact: "on",
      alumni: "on",
      lessons: "on",
      digest: "on",
    },
  },
} as const satisfies Readonly<Record<string, Preset>>;

export const PRESET_NAMES = Object.keys(PRESETS) as readonly (keyof typeof PRESETS)[];
