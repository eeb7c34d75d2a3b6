/** Names of files in a lane's folder. An issue is found by the number its name starts with; the rest is for people. */

/** `12-week-3-ada.md`: readable, safe on every file system, and never out of its folder. It outlives the title it came from. */
export function localFileName(number: number, title: string): string {
  const slug = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 50)
    .replace(/^-+|(?<!-)-+$/g, "");
  return slug === "" ? `${number}.md` : `${number}-${slug}.md`;
}

/** Where the comments on an issue go when it has none yet. */
export function commentsFileName(number: number): string {
  return `${number}.comments.md`;
}

/** Where a new issue is written before it gets its name: whoever has this file has the number. */
export function claimFileName(number: number): string {
  return `.${number}.tmp`;
}

/** Where a file is written before it takes the place of another. */
export function asideFileName(name: string, nonce: string): string {
  return `.${name}.${nonce}.tmp`;
}

/** What our own writes leave behind when they are cut off. */
export function isLeftover(name: string): boolean {
  return /^\.(?:\d+|.+\.[0-9a-f]{12})\.tmp$/.test(name);
}

export type FileRole =
  | { readonly role: "issue" | "comments"; readonly number: number }
  /** Markdown without a number in its name: an issue only if its front matter says which. */
  | { readonly role: "unnumbered" }
  | { readonly role: "other" };

export function parseFileName(name: string): FileRole {
  if (name.startsWith(".") || !/\.md$/i.test(name)) return { role: "other" };
  const number = Number(/^0*([1-9]\d{0,8})(?=[^\d])/.exec(name)?.[1] ?? 0);
  const comments = /\.comments\.md$/i.test(name);
  if (number === 0) return { role: comments ? "other" : "unnumbered" };
  return { role: comments ? "comments" : "issue", number };
}
