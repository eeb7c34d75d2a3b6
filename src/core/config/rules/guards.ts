import type { Code } from "../problems/codes.ts";
import { describeLevel, renderTable } from "../problems/codes.ts";

interface Guard {
  /** What a good programme has, as one sentence. */
  readonly wants: string;
  /** Empty where a run does it itself and nobody needs to be told. */
  readonly codes: readonly Code[];
  /** What to do where it is not so, or what a run does about it. */
  readonly remedy: string;
}

/** What is known to make or break a remote internship, by number: docs/diagnostics.md lists it, the rules check it. */
export const GUARDS: Readonly<Record<`G${number}`, Guard>> = {
  G1: {
    wants: "Sixteen to twenty-six weeks.",
    codes: ["programme-length"],
    remedy: "Consider four months, of which the first goes to learning how to work remotely.",
  },
  G2: {
    wants: "Dates in order and plausible; days of the week are derived, never typed.",
    codes: ["bad-date", "date-order", "implausible-dates", "implausible-year", "impossible-date", "milestone-outside"],
    remedy: "Check year, month and day.",
  },
  G3: {
    wants: "Manager, mentor, remote mentor and buddy, and whoever must be two people is.",
    codes: [
      "role-conflict",
      "own-helper",
      "no-manager",
      "no-mentor",
      "no-buddy",
      "no-remote-mentor",
      "remote-mentor-is-mentor",
      "co-mentor-is-mentor",
      "no-coordinator",
    ],
    remedy: "Name somebody, or somebody else.",
  },
  G4: { wants: "One intern for a mentor.", codes: ["mentor-load"], remedy: "Name another mentor." },
  G5: {
    wants: "An hour a day in which intern and mentor, and intern and buddy, both work, whatever clocks do.",
    codes: ["few-shared-hours"],
    remedy: "Name somebody nearer in time, or agree on hours and write them down.",
  },
  G6: { wants: "Five hours a week of a mentor.", codes: ["mentor-hours"], remedy: "Free more of their time." },
  G7: {
    wants: "Helpers trained a week before the first day.",
    codes: [],
    remedy: "With `phases: on`, the first phase waits for the training, and the plan says for whose.",
  },
  G8: {
    wants: "A project that can be finished: three milestones or more, the last two weeks before the end.",
    codes: ["few-milestones", "late-deliverable"],
    remedy: "Cut it smaller, or move the last one. Without milestones, it is a box of the coordinator.",
  },
  G9: {
    wants: "Work that would be nice to have.",
    codes: ["urgent-project"],
    remedy: "Choose work that can wait.",
  },
  G10: {
    wants: "Three people or groups who wait for the project.",
    codes: ["few-stakeholders"],
    remedy: "Name them, or choose what matters to more people. Where none is named, it is a box of the coordinator.",
  },
  G11: {
    wants: "Two people who vouch that it suits somebody new, can be done in writing, and is no chore.",
    codes: ["attested-by-one", "chore-attested-by-manager"],
    remedy:
      "Ask somebody else, for the last of them one who is not the manager. Unasked, it is a box of the coordinator.",
  },
  G12: {
    wants: "Nothing due on a day off of who must act.",
    codes: ["milestone-on-day-off", "date-on-holiday"],
    remedy: "Take the day that is proposed. Dates that are computed move by themselves.",
  },
  G13: {
    wants: "Nothing about a job afterwards, unless both sides spoke of it at the interview.",
    codes: ["conversion-without-intent"],
    remedy: "Write `conversion: { intent: declared, screened: true }` where it is true, or leave it out.",
  },
  G14: {
    wants: "What is for few eyes in a project of its own.",
    codes: ["private-lane-shared"],
    remedy: "Name it as `forge.private`. A run makes nothing that more people could read than may.",
  },
  G15: {
    wants: "Somebody who stands in for a helper who is away for more than three working days.",
    codes: ["absence-without-backup"],
    remedy: "Add `backup`.",
  },
  G16: {
    wants: "Strategy, values and the way newcomers are received, in public.",
    codes: ["no-public-links"],
    remedy: "Add `strategy`, `values` and `handbook` under `links`.",
  },
  G17: {
    wants: "No question to interns after their last day.",
    codes: ["asks-after-end"],
    remedy: "Count back from the end. What lies later is asked on the last day, and a round not at all.",
  },
  G18: {
    wants: "Nothing further for who has left, but thanks; who stays longer moves only what is theirs.",
    codes: [],
    remedy: "Write `left` or `extend`; the next run does the rest.",
  },
};

/** The table of docs/diagnostics.md. */
export function renderGuards(): string {
  const rows = Object.entries(GUARDS).map(([number, { wants, codes, remedy }]) => [
    number,
    wants,
    codes.length === 0 ? "(a run does it)" : codes.map((code) => `\`${code}\` (${describeLevel(code)})`).join(", "),
    remedy,
  ]);
  return renderTable(["Guard", "A good programme has", "Where it has not", "What to do"], rows);
}
