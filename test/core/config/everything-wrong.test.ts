import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseCohort } from "../../support/parse-cohort.ts";

const text = readFileSync(join(import.meta.dirname, "everything-wrong.yaml"), "utf8");
const parsed = parseCohort({ file: "everything-wrong.yaml", text });

/** Line, column and code of every error, in the order of the file; found by hand. */
const EXPECTED = `
7:3 end-and-length
8:9 bad-zone
9:14 formerly-in-use
10:3 unknown-key
11:33 bad-forge
14:37 unknown-role
15:28 duplicate-username
16:28 formerly-in-use
16:71 absence-order
17:11 duplicate-id
18:71 own-backup
18:122 unknown-person
19:32 unknown-weekday
19:51 bad-holidays
23:18 unknown-person
23:39 role-conflict
23:51 role-conflict
23:70 given-twice
24:18 role-conflict
24:30 own-helper
24:56 implausible-dates
24:77 unknown-project
25:68 end-and-extend
25:91 date-order
26:32 wrong-type
26:77 implausible-dates
29:5 few-milestones
30:24 impossible-date
31:24 milestone-outside
32:15 duplicate-id
33:34 bad-link
34:20 milestone-outside
35:20 bad-link
36:23 bad-number
38:13 unknown-code
39:13 accept-error
40:5 missing-key
40:5 missing-key
41:9 unknown-preset
42:9 wrong-type
44:24 unknown-role
44:35 unknown-weekday
44:48 bad-time
45:11 duplicate-id
45:40 bad-rhythm
46:49 bad-rhythm
`;

describe("a file with everything wrong", () => {
  it("names every mistake at once, each at its line and column", () => {
    const errors = parsed.diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual(EXPECTED.trim().split("\n"));
  });

  it("makes no cohort", () => {
    expect(parsed.cohort).toBeNull();
  });

  it("gives every problem its line with a caret below the fault, and what to do", () => {
    for (const { line, excerpt, remedy } of parsed.diagnostics) {
      const [shown, carets] = (excerpt ?? "").split("\n");
      expect(shown).toMatch(new RegExp(`^${line} \\| `));
      expect(carets).toMatch(/\| +\^+$/);
      expect(remedy).toMatch(/[.?]$/);
    }
  });

  it("suggests what was probably meant", () => {
    const remedies = parsed.diagnostics.map(({ remedy }) => remedy);
    expect(remedies).toEqual(
      expect.arrayContaining([
        "Did you mean Europe/Berlin?",
        "Did you mean grace?",
        "Did you mean telemetry?",
        "Did you mean programme-length?",
      ]),
    );
  });

  it("keeps hints to itself while there are errors", () => {
    expect(parsed.diagnostics.filter(({ severity }) => severity === "hint")).toEqual([]);
  });
});
