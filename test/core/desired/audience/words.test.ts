import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeMeeting } from "../../../../src/core/desired/view/meeting-hours.ts";
import { formatDates, wordsOf } from "../../../../src/core/desired/audience/words.ts";
import { parsePhrases } from "../../../../src/core/kinds/parse/parse-phrases.ts";
import { PHRASES } from "../../../../src/core/kinds/model/phrases.ts";
import { templatesFolder } from "../../../../src/program/paths.ts";
import { source } from "../../../support/library-of.ts";

const TEXT = readFileSync(join(templatesFolder(), "de/words.yaml"), "utf8");
const { phrases, diagnostics } = parsePhrases(source("de/words.yaml", TEXT), TEXT);

describe("dates in words", () => {
  it.each([
    ["en", { iso: "2026-06-04", weekday: "Thursday", short: "4 June", text: "Thursday 4 June" }],
    ["de", { iso: "2026-06-04", weekday: "Donnerstag", short: "4. Juni", text: "Donnerstag, 4. Juni" }],
    ["fr", { iso: "2026-06-04", weekday: "jeudi", short: "4 juin", text: "jeudi 4 juin" }],
    ["pt-BR", { weekday: "quinta-feira", short: "4 de junho" }],
    ["tlh", { iso: "2026-06-04", weekday: expect.stringMatching(/./), short: expect.stringMatching(/4/) }],
  ] as const)("are as people write them: %s", (language, said) => {
    expect(wordsOf(language).date("2026-06-04")).toMatchObject(said);
  });

  it("of a span name a month once", () => {
    const english = wordsOf("en");
    expect(formatDates(english, "2026-08-03", "2026-08-14")).toBe("3 to 14 August");
    expect(formatDates(english, "2026-07-28", "2026-08-03")).toBe("28 July to 3 August");
    expect(formatDates(english, "2026-08-03", "2026-08-03")).toBe("3 August");
    expect(formatDates(wordsOf("de", phrases), "2026-08-03", "2026-08-14")).toBe("3. bis 14. August");
  });
});

describe("the German words", () => {
  it("are all there", () => {
    expect(diagnostics).toEqual([]);
    expect(Object.keys(phrases)).toEqual(Object.keys(PHRASES));
  });

  it("say when a meeting is", () => {
    const meeting = {
      id: "talk",
      title: "Gespräch",
      with: [],
      everyWeeks: 1,
      on: 2,
      time: 840,
      zone: "UTC",
      where: null,
    } as const;
    const span = { from: "2026-09-01", until: "2026-11-30" } as const;
    expect(describeMeeting(wordsOf("de", phrases), meeting, { you: "Europe/Berlin", zones: [] }, span)).toBe(
      "jeden Dienstag 14:00 UTC; 16:00 bei dir bis 24. Oktober, danach 15:00",
    );
  });

  it("leave what a translation does not say in English", () => {
    expect(wordsOf("de", { weekly: "jeden {day}" }).say("any_time", {})).toBe("at a time you agree on");
  });
});
