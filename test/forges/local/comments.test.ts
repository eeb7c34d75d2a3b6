import { describe, expect, it } from "vitest";
import { appendComment, countComments, readComments } from "../../../src/forges/local/comments.ts";

describe("a file of comments", () => {
  it.each([
    ["nothing", "", 0],
    ["a hidden comment alone", "<!-- nothing yet -->\n", 0],
    ["hidden comments around words", "<!-- a -->Hello<!-- b\nc -->\n", 1],
    ["two, closed by rules", "One\r\n\r\n---\r\nTwo\r\n\r\n---\r\n", 2],
    ["a hidden comment that nobody closed", "Hello <!-- a\n", 1],
    ["the shortest hidden comment, which ends later", "<!--> -->", 0],
  ])("with %s", (_, file, count) => {
    expect(countComments(file)).toBe(count);
    expect(readComments(file)).toHaveLength(count);
  });

  it("shows what is said, and keeps what is hidden", () => {
    const file = appendComment("", { author: "ada", at: "2026-06-12T09:00:00Z", text: "Hello\n\n<!-- x -->" });
    expect(readComments(file)).toEqual([
      { author: "ada", at: "2026-06-12T09:00:00Z", text: "Hello", raw: "Hello\n\n<!-- x -->" },
    ]);
  });

  it("that somebody filled with half a megabyte of open hidden comments is read in the end", () => {
    expect(countComments("<!-- ".repeat(100_000))).toBe(1);
  });
});
