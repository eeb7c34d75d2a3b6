import { seedActivity as seedGitHub } from "../servers/github/activity.ts";
import { seedActivity as seedGitLab } from "../servers/gitlab/activity.ts";
import { startGitHubWorld } from "../support/github-harness.ts";
import { describeOnAllForges, describeReads, startGitLab } from "./activity-suite.ts";

describeOnAllForges([1, 5, 9, 16]);

/** Four hundred items of the work are one page more in each of the four projects. */
const MANY = { count: 200, most: 14 };
describeReads({ name: "gitlab", start: startGitLab, seed: ({ server }, work) => seedGitLab(server, work) }, MANY);
describeReads({ name: "github", start: startGitHubWorld, seed: ({ server }, work) => seedGitHub(server, work) }, MANY);
