/** The stable name of one issue: `cohort/kind/subject/occurrence`. It never changes, whatever the title becomes. */
export interface Key {
  readonly cohort: string;
  readonly kind: string;
  /** A person's id, a project's id, or `all` for an issue about the whole cohort. */
  readonly subject: string;
  /** `once`, or a repeat's index such as `week-03`. */
  readonly occurrence: string;
}

/** What each of the four parts may be: lower case, digits, `-`, `_`, `.`; it must not start or end with a sign. */
export const KEY_PART = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/;

export function formatKey(key: Key): string {
  return `${key.cohort}/${key.kind}/${key.subject}/${key.occurrence}`;
}

/** The key a text holds, or null when it is not four well-formed parts. */
export function parseKey(text: string): Key | null {
  const [cohort, kind, subject, occurrence, ...rest] = text.split("/");
  if (cohort === undefined || kind === undefined || subject === undefined || occurrence === undefined) return null;
  if (rest.length > 0 || ![cohort, kind, subject, occurrence].every((part) => KEY_PART.test(part))) return null;
  return { cohort, kind, subject, occurrence };
}
