/**
 * What a week may be about, and how far into the internship it is for; an arc that long mentorship programmes have found
 * for themselves. The first is the first week's and the last the last one's, whatever the length.
 */
const THEMES = [
  ["hello", 0],
  ["struggles", 0.23],
  ["newcomer", 0.38],
  ["plan", 0.5],
  ["paths", 0.6],
  ["people", 0.7],
  ["next", 0.85],
  ["looking_back", 1],
] as const;

export const THEME_NAMES = THEMES.map(([name]) => name);

/** For each theme 1 in its week of `of`, else 0: one week has one at most, and in a short internship some have none. */
export function listThemes({
  number,
  of,
}: {
  readonly number: number;
  readonly of: number;
}): Readonly<Record<string, number>> {
  const taken = new Map<number, string>([[1, "hello"]]);
  if (of > 1) taken.set(of, "looking_back");
  for (const [name, share] of THEMES) {
    const week = Math.round(share * of);
    if (share > 0 && share < 1 && !taken.has(week) && week > 0) taken.set(week, name);
  }
  return Object.fromEntries(THEME_NAMES.map((name) => [name, taken.get(number) === name ? 1 : 0]));
}
