import { seedActivity as seedGitHub } from "../servers/github/activity.ts";
import { seedActivity as seedGitLab } from "../servers/gitlab/activity.ts";
import { startGitHubWorld } from "../support/github-harness.ts";
import { describeOnAllForges, describeReads, startGitLab } from "./activity-suite.ts";

describeOnAllForges([1, 5]);

const FEW = { count: 20, most: 10 };
describeReads({ name: "gitlab", start: startGitLab, seed: ({ server }, work) => seedGitLab(server, work) }, FEW);
describeReads({ name: "github", start: startGitHubWorld, seed: ({ server }, work) => seedGitHub(server, work) }, FEW);
