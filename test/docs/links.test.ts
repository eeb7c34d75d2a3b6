import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const pages = ["README.md", "src/README.md", ...readdirSync(join(ROOT, "docs")).map((file) => `docs/${file}`)];

/** The page without its code, in which a link is an example. */
function readProse(page: string): string {
  return readFileSync(join(ROOT, page), "utf8")
    .replace(/^ *```[^]*?^ *```$/gm, "")
    .replace(/`[^`\n]*`/g, "");
}

/** The anchor that GitHub and GitLab give a heading. */
function toAnchor(heading: string): string {
  const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
  return words.replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-");
}

/** Anchors of a page; a heading that comes again gets a number. */
function listAnchors(page: string): ReadonlySet<string> {
  const text = readFileSync(join(ROOT, page), "utf8").replace(/^ *```[^]*?^ *```$/gm, "");
  const seen = new Map<string, number>();
  const headings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => toAnchor(heading));
  return new Set(
    headings.map((anchor) => {
      const times = seen.get(anchor) ?? 0;
      seen.set(anchor, times + 1);
      return times === 0 ? anchor : `${anchor}-${times}`;
    }),
  );
}

describe("the links of a page", () => {
  it.each(pages)("of %s lead somewhere", (page) => {
    const dead = [...readProse(page).matchAll(/\]\(([^()\s]+)\)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [path = "", anchor] = target.split("#");
        const file = path === "" ? page : join(dirname(page), path);
        if (!existsSync(join(ROOT, file))) return true;
        return anchor !== undefined && file.endsWith(".md") && !listAnchors(file).has(anchor);
      });
    expect(dead).toEqual([]);
  });
});
