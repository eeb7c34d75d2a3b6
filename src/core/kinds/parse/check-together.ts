import type { FrontMatter } from "./front-matter.ts";
import type { Problem } from "../model/problem.ts";

/** Keys of front matter that are right alone and wrong together, each at the key it is told at. */
export function checkTogether(
  name: string,
  front: FrontMatter,
): readonly { readonly path: readonly string[]; readonly problem: Problem }[] {
  const checks = [
    checkName(name, front),
    ...[checkTitle, checkRounds, checkCloses, checkOpens, checkChildren, checkOverlap, checkTelling, checkDigest].map(
      (check) => check(front),
    ),
  ];
  return checks.filter((check) => check !== null);
}

type Check = ReturnType<typeof checkTogether>[number] | null;

function checkName(name: string, front: FrontMatter): Check {
  if (front.kind === name) return null;
  const message = `the file is called ${name} and the kind ${front.kind}`;
  return { path: ["kind"], problem: { code: "wrong-kind-name", message, remedy: "Give both the same name" } };
}

function checkTitle(front: FrontMatter): Check {
  if (!/[\r\n]/.test(front.title.trim())) return null;
  const problem = { code: "bad-value", message: "a title is one line", remedy: "Take the line breaks out" };
  return { path: ["title"], problem };
}

function checkRounds({ repeat, rounds }: FrontMatter): Check {
  if (rounds === undefined) return null;
  if (repeat !== undefined)
    return {
      path: ["rounds"],
      problem: {
        code: "repeat-and-rounds",
        message: "a kind either repeats or has rounds",
        remedy: "Leave one of repeat and rounds out",
      },
    };
  if (Object.keys(rounds).length > 0) return null;
  return {
    path: ["rounds"],
    problem: {
      code: "bad-value",
      message: "rounds without a round would never be made",
      remedy: "Name a day, such as { final: end - 1w }, or leave rounds out",
    },
  };
}

function checkCloses({ repeat, rounds, closes }: FrontMatter): Check {
  if (closes !== "next" || repeat !== undefined || rounds !== undefined) return null;
  return {
    path: ["closes"],
    problem: {
      code: "closes-next-once",
      message: "closes: next needs a repeat",
      remedy: "Say when it closes with an anchor, such as start + 6w",
    },
  };
}

function checkOpens({ repeat, rounds, opens }: FrontMatter): Check {
  if ((repeat === undefined && rounds === undefined) || /^\s*occurrence\b/.test(opens)) return null;
  return {
    path: ["opens"],
    problem: {
      code: "repeat-opens-once",
      message: "what repeats would open every time on one and the same day",
      remedy: "Write opens: occurrence, with an offset if you like, such as occurrence - 1d",
    },
  };
}

function checkChildren(front: FrontMatter): Check {
  if (front.needs?.includes("children") !== true || front.per !== "cohort") return null;
  return {
    path: ["needs"],
    problem: {
      code: "no-children",
      message: "the issues to list are those of one project, and a cohort issue belongs to none",
      remedy: "Leave children out, or make the kind per project",
    },
  };
}

/** It tells the coordinator about everybody, so nobody else may read it. */
function checkDigest({ needs, per, owner, lane, repeat, rounds }: FrontMatter): Check {
  if (needs?.includes("digest") !== true) return null;
  const isOnce = per === "cohort" && repeat === undefined && rounds === undefined;
  if (isOnce && lane === "private" && owner.every((role) => role === "coordinator")) return null;
  return {
    path: ["needs"],
    problem: {
      code: "digest-for-many",
      message: "the digest tells of everybody, and is one issue that the coordinator alone owns and reads",
      remedy: "Write per: cohort, owner: coordinator and lane: private, without repeat or rounds, or leave digest out",
    },
  };
}

function checkOverlap(front: FrontMatter): Check {
  if (front.needs?.includes("overlap") !== true || front.per === "intern") return null;
  return {
    path: ["needs"],
    problem: {
      code: "no-overlap",
      message: "the hours that overlap are those of one intern with their helpers",
      remedy: "Leave overlap out, or make the kind per intern",
    },
  };
}

function checkTelling({ needs, per }: FrontMatter): Check {
  const asked = needs?.find((need) => need === "activity" || need === "promises");
  if (asked === undefined || per === "intern") return null;
  return {
    path: ["needs"],
    problem: {
      code: "not-about-one",
      message: `${asked} is what one intern did or said, and this is not made per intern`,
      remedy: `Leave ${asked} out, or make the kind per intern`,
    },
  };
}
