/** One template file as read. */
export interface TemplateSource {
  /** Below the templates folder: `retro.md.hbs`, `partials/onboarding/role_backend.md.hbs`. */
  readonly path: string;
  /** As shown to people. */
  readonly file: string;
  readonly text: string;
  /** A maintainer's own, which replaces the built-in one of the same path. */
  readonly own: boolean;
}

/** A partial: a piece of template other templates take in. */
export interface Partial {
  /** `people`, or `onboarding/role_backend` for one that an attribute chooses. */
  readonly name: string;
  readonly file: string;
  readonly text: string;
}
