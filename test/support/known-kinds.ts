/**
 * The built-in kinds that the tests were worked out with: which issues a cohort has on a day, by hand. A kind that comes
 * later is left out of those until somebody works it out too; the tests of the templates themselves take in every file.
 */
export const KNOWN_KINDS = {
  on: [
    "cohort",
    "evaluation",
    "helpers",
    "onboarding",
    "project",
    "retro",
    "self-evaluation",
    "send-off",
    "thanks",
    "training",
  ],
  off: [
    "alumni",
    "care",
    "cohort-retro",
    "contact",
    "conversion",
    "digest",
    "fast-boot",
    "lessons",
    "midpoint",
    "session",
    "team-retro",
  ],
};

const files = new Set([...KNOWN_KINDS.on, ...KNOWN_KINDS.off].map((kind) => `${kind}.md.hbs`));

/** Whether a file below `templates/` is a known kind, or no kind at all but a partial or a translation. */
export function isKnownTemplate(path: string): boolean {
  return /[\\/]/.test(path) || files.has(path);
}
