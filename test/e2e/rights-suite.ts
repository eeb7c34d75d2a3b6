import { expect, it } from "vitest";
import { readBody } from "../../src/core/marker/body.ts";
import { countTasks } from "../../src/core/markdown/tasks.ts";
import { LEVELS } from "../servers/gitlab/index.ts";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk } from "../support/command.ts";
import { githubHarness, type GitHubWorld } from "../support/github-harness.ts";
import { startGitLabWorld } from "../support/gitlab-harness.ts";

const APART = "acme/internships-private";
const LINKS =
  'links: { evaluation_form: "https://forms.example.org/e", self_evaluation_form: "https://forms.example.org/s", contact_form: "https://forms.example.org/c", conversion_form: "https://forms.example.org/j" }';

/** One of an intern's issues as the server has it. */
interface Own {
  readonly kind: string;
  readonly number: number;
  readonly place: string;
  readonly body: string;
  readonly open: boolean;
  readonly labels: readonly string[];
}

/** What somebody did for an issue, and whether another run is needed for it to show. */
type Act = (own: Own) => Promise<void>;

interface Stage {
  readonly run: (now: string) => Promise<number>;
  /** Every open and closed issue that is assigned to `ada`. */
  readonly list: () => Promise<readonly Own[]>;
  /** Does, as `ada`, everything that an issue asks for. */
  readonly act: Act;
  readonly end: () => Promise<void>;
}

/** A Guest in every project of GitLab: they may write in what they are assigned, and close it. */
async function openGitLab(): Promise<Stage> {
  const world = await startGitLabWorld();
  const { server } = world;
  const places = server.state.projects.filter((project) => [world.place, APART].includes(project.path));
  for (const project of places) for (const name of ["ada", "ben"]) project.members.set(name, LEVELS.guest);
  const forge = `{ kind: gitlab, project: ${world.place}, private: ${APART} }`;
  const desk = await openDesk(world, writeCohortFile({ forge, extra: LINKS, allKinds: true }));
  const list = async () =>
    places.flatMap(({ path, issues }) =>
      [...issues.values()]
        .filter(({ assignees }) => assignees.some(({ username }) => username === "ada"))
        .map(({ iid, description, state, labels }) => own(iid, path, description, state === "opened", labels)),
    );
  return {
    run: async (now) => (await desk.json("apply", now)).code,
    list,
    act: async ({ number, place, body }) => {
      await server.comment("ada", number, "Two lines about my week.", place);
      await server.edit("ada", number, { body: body.replaceAll("- [ ]", "- [x]") }, place);
      await server.edit("ada", number, { state: "closed" }, place);
    },
    end: async () => {
      await desk.clear();
      await world.stop();
    },
  };
}

/** A reader on GitHub: being assigned gives no right, so that they can only comment. */
async function openGitHub(): Promise<Stage> {
  const world = (await githubHarness.start()) as GitHubWorld;
  const { server } = world;
  for (const name of ["ada", "ben"]) server.state.accounts.set(name, { role: "read", assignable: true });
  const desk = await openDesk(world, writeCohortFile({ forge: world.forgeYaml, extra: LINKS, allKinds: true }));
  return {
    run: async (now) => (await desk.json("apply", now)).code,
    list: async () =>
      (await world.reader().listIssues("cohort::summer"))
        .filter(({ assignees }) => assignees.includes("ada"))
        .map(({ number, place, body, state, labels }) => own(number, place, body, state === "open", labels)),
    act: async ({ number, body }) => {
      await expect(server.edit("ada", number, { body: body.replace("- [ ]", "- [x]") })).rejects.toThrow(
        "may not edit",
      );
      await expect(server.edit("ada", number, { state: "closed" })).rejects.toThrow("may not edit");
      const boxes = countTasks(readBody(body).text).total;
      const all = Array.from({ length: boxes }, (_, index) => index + 1);
      await server.comment("ada", number, boxes === 0 ? "Two lines about my week." : `done ${all.join(", ")}`);
    },
    end: async () => {
      await desk.clear();
      await world.stop();
    },
  };
}

function own(number: number, place: string, body: string, open: boolean, labels: readonly string[]): Own {
  return { kind: /^[^/]+\/([^/]+)/.exec(readBody(body).key ?? "")?.[1] ?? "", number, place, body, open, labels };
}

const STAGES = { GitLab: openGitLab, GitHub: openGitHub } as const;

/** On each of those days the program runs, `ada` does what her open issues ask for, and it runs again. */
export function describeRights(name: keyof typeof STAGES, days: readonly string[], kinds: readonly string[]): void {
  it(
    `everything that an intern is asked for on ${name} can be done with the rights they have`,
    { timeout: 600_000 },
    async () => {
      const stage = await STAGES[name]();
      const acted = new Set<string>();
      for (const day of days) {
        expect(await stage.run(`${day}T09:00:00Z`)).toBe(0);
        for (const one of (await stage.list()).filter(
          ({ open, place, number }) => open && !acted.has(`${place}#${number}`),
        )) {
          acted.add(`${one.place}#${one.number}`);
          await stage.act(one);
        }
        expect(await stage.run(`${day}T10:00:00Z`)).toBe(0);
      }
      const mine = await stage.list();
      expect([...new Set(mine.map((one) => one.kind))]).toEqual(expect.arrayContaining([...kinds]));
      expect(acted.size).toBe(mine.length);
      expect(mine.filter((one) => !one.labels.includes("status::done")).map((one) => one.kind)).toEqual([]);
      const welcome = mine.find((one) => one.kind === "onboarding")?.body ?? "";
      expect(welcome).toContain("Cannot tick or close here? Comment `done 2`");
      await stage.end();
    },
  );
}
