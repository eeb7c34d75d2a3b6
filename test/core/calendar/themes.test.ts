import { describe, expect, it } from "vitest";
import { listThemes, THEME_NAMES } from "../../../src/core/calendar/themes.ts";

const themesOf = (of: number) =>
  Array.from({ length: of }, (_, index) => {
    const set = Object.entries(listThemes({ number: index + 1, of })).filter(([, is]) => is === 1);
    return set.map(([name]) => name).join("+");
  });

describe("themes of weeks", () => {
  it.each([
    [13, ["hello", "", "struggles", "", "newcomer", "", "plan", "paths", "people", "", "next", "", "looking_back"]],
    [8, ["hello", "struggles", "newcomer", "plan", "paths", "people", "next", "looking_back"]],
    [4, ["hello", "newcomer", "people", "looking_back"]],
    [2, ["hello", "looking_back"]],
    [1, ["hello"]],
  ])("are spread over %i weeks, one a week at most", (of, expected) => {
    const found = themesOf(of);
    expect(found.length).toBe(expected.length);
    expect(found.at(0)).toBe("hello");
    expect(found.filter((theme) => theme.includes("+"))).toEqual([]);
    expect(found).toEqual(expected);
  });

  it("are all there in sixteen and in twenty-four weeks, in their order", () => {
    for (const of of [16, 24]) expect(themesOf(of).filter((theme) => theme !== "")).toEqual(THEME_NAMES);
  });
});
