import { withObservation } from "../../src/core/plan/match/with-observation.ts";
import { readBody } from "../../src/core/marker/body.ts";
import type { CivilDate } from "../../src/core/model/date.ts";
import type { Observation, ObservedIssue } from "../../src/core/model/issue.ts";
import type { Plan } from "../../src/core/model/plan.ts";
import { buildPlan } from "../../src/core/plan/build-plan.ts";
import { type PlanInput } from "../../src/core/plan/model/plan-input.ts";
import { playRun } from "../../src/program/look-ahead.ts";
import { buildScenario } from "./scenario.ts";

/** A cohort on GitLab with a private project, day by day, in which people act between runs. */
export interface World {
  observation: Observation;
  readonly input: PlanInput;
  /** One run at an instant: what it planned, which is then so. */
  run(now: string, more?: Partial<PlanInput>): Promise<Plan>;
  edit(key: string, change: (issue: ObservedIssue) => Partial<ObservedIssue>): void;
  say(key: string, author: string, text: string, at: string): void;
  find(key: string): ObservedIssue | undefined;
  /** What the digest says, without what it hides; null where there is no comment. */
  digest(): string | null;
}

export async function openWorld(text: string, start: CivilDate): Promise<World> {
  const input = await buildScenario(text, start);
  const [place] = input.observation.places;
  if (place === undefined) throw new Error("no place");
  const own = ["acme/internships", "acme/private"].map((name) => ({ ...place, place: name }));
  const { projects } = input.cohort.forge;
  const open = { ...place, place: projects.public, visibility: "public" as const };
  const places = projects.public === projects.team ? own : [...own, open];
  let comments = 0;
  const world: World = {
    observation: { ...input.observation, places },
    input,
    run: async (now, more = {}) => {
      const today = now.slice(0, 10) as CivilDate;
      const day = withObservation({ ...input, now, today, confirmed: true, ...more }, world.observation);
      const plan = buildPlan(day);
      world.observation = await playRun(day, plan);
      return plan;
    },
    edit: (key, change) => {
      const issues = world.observation.issues.map((issue) =>
        readBody(issue.body).key === key ? { ...issue, ...change(issue) } : issue,
      );
      world.observation = { ...world.observation, issues };
    },
    say: (key, author, said, at) => {
      const issue = world.find(key);
      if (issue === undefined) throw new Error(`there is no ${key}`);
      world.edit(key, (one) => ({ comments: one.comments + 1 }));
      comments += 1;
      const comment = { place: issue.place, number: issue.number, id: comments, author, text: said, at };
      world.observation = { ...world.observation, comments: [...world.observation.comments, comment] };
    },
    find: (key) => world.observation.issues.find((issue) => readBody(issue.body).key === key),
    digest: () => world.observation.digest?.comments[0]?.text.replace(/\n*<!--[^]*-->/, "") ?? null,
  };
  return world;
}
