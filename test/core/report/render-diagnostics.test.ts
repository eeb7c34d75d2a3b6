import { describe, expect, it } from "vitest";
import {
  countProblems,
  renderDiagnostic,
  renderDiagnosticsMarkdown,
  sortDiagnostics,
} from "../../../src/core/report/render-diagnostics.ts";
import { PLAIN } from "../../../src/core/report/parts/paint.ts";
import { buildDiagnostic } from "../../support/plan.ts";

describe("a diagnostic", () => {
  it("says where, what, with the line and a caret, and what to do", () => {
    expect(renderDiagnostic(buildDiagnostic(), PLAIN)).toEqual([
      "config/summer.yaml:7:10 error unknown-key: nobody reads mentr (interns.ada.mentr)",
      "  7 |   ada: { mentr: grace }",
      "    |          ^^^^^",
      "  Did you mean mentor?",
    ]);
  });

  it("says only what is known", () => {
    const bare = buildDiagnostic({
      severity: "warning",
      file: null,
      path: null,
      line: null,
      column: null,
      excerpt: null,
      remedy: "Look again",
    });
    expect(renderDiagnostic(bare, PLAIN)).toEqual(["warning unknown-key: nobody reads mentr", "  Look again."]);
  });

  it("cannot act on a terminal or a log", () => {
    const evil = buildDiagnostic({
      message: "\u001B[2J",
      excerpt: "1 | ::error::\u202Ea\n  | ^",
      remedy: "::warning::",
      file: "::x\u0007.yaml",
    });
    for (const line of renderDiagnostic(evil, PLAIN)) expect(line).not.toMatch(/^\s*::|[\p{Cc}\u202E]/u);
    for (const line of renderDiagnosticsMarkdown([evil])) expect(line).not.toMatch(/^\s*::|[\p{Cc}\u202E]/u);
  });

  it("fits into a comment on a merge request", () => {
    expect(renderDiagnosticsMarkdown([buildDiagnostic()]).join("\n")).toMatchInlineSnapshot(`
      "- **error** \`unknown-key\` in \`config/summer.yaml:7:10\`: nobody reads mentr. Did you mean mentor?
        \`\`\`text
        7 |   ada: { mentr: grace }
          |          ^^^^^
        \`\`\`"
    `);
  });
});

describe("several diagnostics", () => {
  it("go by file, line and column, each once", () => {
    const at = (file: string, line: number, code: string) => buildDiagnostic({ file, line, code });
    const sorted = sortDiagnostics([
      at("b", 1, "x"),
      at("a", 9, "x"),
      at("a", 2, "y"),
      at("a", 2, "x"),
      at("a", 9, "x"),
    ]);
    expect(sorted.map(({ file, line, code }) => `${file}${line}${code}`)).toEqual(["a2x", "a2y", "a9x", "b1x"]);
  });

  it("are counted by weight", () => {
    const of = (severity: "error" | "warning" | "hint") => buildDiagnostic({ severity });
    expect(countProblems([of("error"), of("warning"), of("warning"), of("hint")])).toBe("1 error, 2 warnings");
    expect(countProblems([of("hint")])).toBe("");
  });
});
