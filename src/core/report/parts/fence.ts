import { showLines } from "../../text/sanitize.ts";

/** Fenced with more backticks than any line holds, so that nothing inside can end it. */
export function fence(lines: readonly string[], language = "diff"): readonly string[] {
  const safe = lines.flatMap(showLines);
  const longest = Math.max(2, ...safe.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const mark = "`".repeat(longest + 1);
  return [`${mark}${language}`, ...safe, mark];
}
