import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readBody } from "../../src/core/marker/body.ts";
import type { Activity } from "../../src/core/model/activity.ts";
import { addDays } from "../../src/core/model/date.ts";
import { seedActivity as seedGitHub } from "../servers/github/activity.ts";
import { seedActivity as seedGitLab } from "../servers/gitlab/activity.ts";
import { LEVELS } from "../servers/gitlab/index.ts";
import { addUser, BEGINNING } from "../servers/gitlab/state.ts";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk, type Desk } from "../support/command.ts";
import type { ForgeWorld } from "../support/harness.ts";
import { startGitHubWorld } from "../support/github-harness.ts";
import { startGitLabWorld, type GitLabWorld } from "../support/gitlab-harness.ts";
import { startLocal } from "../support/local-harness.ts";
import { recordActivity } from "../support/record-activity.ts";
import { activityAt, RECORDED_COHORT } from "../support/recorded-world.ts";

const PAGES = join(dirname(fileURLToPath(import.meta.url)), "..", "scenarios", "weeks");
/** Whom the recorded world has beside the servers' usual people. */
const MORE = ["cleo", "dina", "eli", "fay"];
const START = "2026-06-01";
const PLACES = ["acme/telemetry", "acme/fieldkit", "acme/seedbank", "acme/handbook"];

/** A forge, and how its world comes by what was done; it takes the place of what it knew before. */
interface Told<W extends ForgeWorld> {
  readonly name: string;
  start(): Promise<W>;
  seed(world: W, activity: Activity): Promise<void> | void;
  /** Sets the server's own clock, where that is not this process's. */
  turn?(world: W, now: string): void;
  /** Whose pages are compared. */
  readonly weeks: readonly number[];
}

/** Weeks of people's work as a forge tells of them, on the pages that the command makes from it. */
function describeActivity<W extends ForgeWorld>({ name, start, seed, turn, weeks }: Told<W>): void {
  describe(`what was done in a week, on ${name}`, () => {
    let world: W;
    let desk: Desk;
    beforeEach(async () => {
      vi.useFakeTimers({ toFake: ["Date"], now: new Date(`${START}T08:00:00Z`) });
      world = await start();
      desk = await openDesk(world, writeCohort(world));
    });
    afterEach(async () => {
      await desk.clear();
      await world.stop();
      vi.useRealTimers();
    });
    /** A server dates what is made by its own clock, and pages tell the time since the page before. */
    const apply = async (now: string) => {
      vi.setSystemTime(new Date(now));
      turn?.(world, now);
      return desk.json("apply", now);
    };
    const pageOf = async (now: string, key: string) => {
      const { issues } = await desk.json("status", now);
      const url = issues.find((issue) => issue.key === key)?.url ?? "";
      const number = Number(/(\d+)(?:-[^/]*)?(?:\.md)?$/.exec(url)?.[1]);
      return readBody((await world.reader().readIssue(number))?.body ?? "").text;
    };

    it("stands on the page that opens, the same on every forge", { timeout: 600_000 }, async () => {
      await apply(`${START}T10:00:00Z`);
      for (const week of Array.from({ length: Math.max(...weeks) }, (_, index) => index + 1)) {
        const now = `${addDays(START, 7 * (week - 1) + 3)}T10:00:00Z`;
        await seed(world, activityAt(now));
        const run = await apply(now);
        expect(run.diagnostics.filter(({ code }) => code === "work-unseen")).toEqual([]);
        expect(run.code).toBe(0);
        if (!weeks.includes(week)) continue;
        for (const intern of ["ada", "ben"]) {
          const occurrence = `week-${String(week).padStart(2, "0")}`;
          const page = await pageOf(now, `summer/retro/${intern}/${occurrence}`);
          const expected = readFileSync(join(PAGES, `${intern}-${occurrence}.md`), "utf8");
          expect(listFacts(page), `${intern}, ${occurrence}`).toEqual(listFacts(expected));
        }
      }
    });

    it("is read once for all, and not at all by a run that makes no page", async () => {
      await apply(`${START}T10:00:00Z`);
      const thursday = "2026-06-04T10:00:00Z";
      await seed(world, activityAt(thursday));
      const first = await apply(thursday);
      const page = await pageOf(thursday, "summer/retro/ada/week-01");
      // What is seen later is no reason to write in a page that people have read.
      await seed(world, activityAt("2026-06-05T10:00:00Z"));
      const again = await apply("2026-06-04T16:00:00Z");
      expect(first.summary["create"]).toBeGreaterThanOrEqual(6);
      expect({ ...again.requests, GET: 0 }).toEqual({ GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 });
      expect(await pageOf(thursday, "summer/retro/ada/week-01")).toBe(page);
      expect(listFacts(page).length).toBeGreaterThan(0);
    });
  });
}

/** What a weekly run asks, by kind of request and with its numbers left out, for so many interns on four projects. */
export function describeReads<W extends ForgeWorld & { readonly server: Server }>(
  { name, start, seed }: Pick<Told<W>, "name" | "seed"> & { start(people: readonly string[]): Promise<W> },
  { count, most }: { readonly count: number; readonly most: number },
): void {
  describe(`a weekly run of ${count} interns on ${name}`, () => {
    it("asks little beside its issues", { timeout: 600_000 }, async () => {
      const interns = Array.from({ length: count }, (_, index) => `intern-${index}`);
      const world = await start(interns);
      const desk = await openDesk(world, writeMany(world, interns));
      await desk.json("apply", `${START}T10:00:00Z`);
      await desk.json("apply", "2026-06-04T10:00:00Z");
      await seed(world, shareWork(interns));
      world.resetRequests();
      const plan = await desk.json("plan", "2026-06-11T10:00:00Z");
      const asked = (world.server.log ?? world.server.requests ?? []).map(({ path }) => path.replace(/^.*\//, ""));
      const listings = asked.filter((path) => path === "issues").length;
      process.stdout.write(
        `\n${name}, ${count} interns: ${listings} listings, and ${asked.filter((path) => path !== "issues").join(", ")}\n`,
      );
      expect(plan.actions.filter(({ type, key }) => type === "create" && key.includes("/retro/"))).toHaveLength(count);
      expect(asked.length - listings).toBeLessThanOrEqual(most);
      await desk.clear();
      await world.stop();
    });
  });
}

interface Server {
  readonly log?: readonly { readonly method: string; readonly path: string }[];
  readonly requests?: readonly { readonly method: string; readonly path: string }[];
}

function writeMany(world: ForgeWorld, interns: readonly string[]): string {
  const file = writeCohortFile({ forge: world.forgeYaml, interns });
  const ids = PLACES.map((place) => place.replace("acme/", ""));
  const projects = ids.map((id) => `  ${id}: { repositories: [acme/${id}] }`);
  let at = 0;
  const shared = file.replace(/mentor: /g, () => `project: ${ids[at++ % ids.length]}, mentor: `);
  return `${shared}projects:\n${projects.join("\n")}\n`;
}

/** One merged request and one open question of everybody's. */
function shareWork(interns: readonly string[]): Activity {
  const at = "2026-06-09T10:00:00Z";
  const common = (author: string, index: number) => ({
    place: PLACES[index % PLACES.length] ?? "",
    isPublic: true,
    title: `Show dial ${index}`,
    author,
    createdAt: at,
  });
  return {
    since: at,
    until: at,
    gaps: [],
    requests: interns.map((author, index) => ({
      ...common(author, index),
      number: 2 * index + 1,
      url: `https://forge.example/${2 * index + 1}`,
      state: "merged",
      draft: false,
      mergedAt: at,
      reviewers: [],
      reviews: [],
    })),
    issues: interns.map((author, index) => ({
      ...common(author, index),
      number: 2 * index + 2,
      url: `https://forge.example/${2 * index + 2}`,
      state: "open",
      assignees: [],
      closedAt: null,
      labels: ["question"],
      answers: [],
    })),
  };
}

function writeCohort(world: ForgeWorld): string {
  return RECORDED_COHORT.replace(/^forge: .*$/m, `forge: ${world.forgeYaml}`);
}

/** The lines that tell of the work. */
function listFacts(page: string): readonly string[] {
  return page
    .split("\n")
    .filter((line) =>
      /^(?:- (?:Merged|Still open|Looked at|You looked|Closed|You asked)|Nothing is listed here)/.test(line),
    );
}

export async function startGitLab(more: readonly string[] = MORE): Promise<GitLabWorld> {
  const world = await startGitLabWorld();
  const { state, project } = world.server;
  for (const name of more) project.members.set(addUser(state, name).username, LEVELS.reporter);
  return world;
}

/** The same world on all three. */
export function describeOnAllForges(weeks: readonly number[]): void {
  describeActivity({
    name: "local",
    start: startLocal,
    seed: async ({ directory }, activity) => writeFile(join(directory, "activity.json"), recordActivity(activity)),
    weeks,
  });
  describeActivity({
    name: "gitlab",
    start: async () => startGitLab(),
    seed: ({ server }, activity) => seedGitLab(server, activity, PLACES),
    turn: ({ server }, now) => {
      server.state.clock = (Date.parse(now) - Date.parse(BEGINNING)) / 1000;
    },
    weeks,
  });
  describeActivity({
    name: "github",
    start: async () => startGitHubWorld(MORE),
    seed: ({ server }, activity) => seedGitHub(server, activity, PLACES),
    weeks,
  });
}
