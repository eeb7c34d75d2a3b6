import { withObservation } from "../../../src/core/plan/match/with-observation.ts";
import { describe, expect, it } from "vitest";
import type { PlaceFacts, SetupFacts } from "../../../src/core/doctor/setup-facts.ts";
import { examineSetup } from "../../../src/core/doctor/examine.ts";
import { NO_ACCESS, type ObservedPlace, type PlaceAccess } from "../../../src/core/model/issue.ts";
import { buildPlan } from "../../../src/core/plan/build-plan.ts";
import { writeCohortFile } from "../../support/cohort-file.ts";
import { buildScenario } from "../../support/scenario.ts";

const PROJECT = "acme/internships";
const APART = "acme/internships-private";
const TOKEN = { kind: "project access token", scopes: ["api"], expires: "2026-12-01" } as const;
const SEATS = { group: "acme", visibility: "private", people: ["kim"], readers: ["kim"] } as const;

interface Given {
  readonly place?: Partial<PlaceFacts>;
  readonly observed?: Partial<ObservedPlace>;
  readonly access?: Partial<PlaceAccess>;
  readonly facts?: Partial<SetupFacts>;
  readonly forge?: string;
}

/** A set-up in which all is well, but for what is given. */
async function examine({ place, observed, access, facts, forge }: Given): Promise<readonly string[]> {
  const input = await buildScenario(
    writeCohortFile({ forge: forge ?? `{ kind: gitlab, project: ${PROJECT} }` }),
    "2026-06-12",
  );
  const [first] = input.observation.places;
  if (first === undefined) throw new Error("no place");
  const apart = { ...first, place: APART };
  const known = { ...NO_ACCESS, tier: "premium", token: TOKEN, role: "Planner", ...access } as const;
  const found: PlaceFacts = {
    place: PROJECT,
    lanes: ["team"],
    observed: { ...first, access: known, ...observed },
    access: known,
    labels: ["status::todo", "status::doing", "status::done", "status::blocked"],
    accounts: { ada: "eligible", ben: "eligible" },
    seats: null,
    refusal: null,
    ...place,
  };
  const { cohort, library, occurrences, today, now } = input;
  const setup: SetupFacts = {
    cohort,
    library,
    occurrences,
    today,
    now,
    places: [found],
    repository: "acme/config",
    schedules: [{ name: "Fledgling", active: true, last: { at: "2026-06-12T06:17:00Z", succeeded: true } }],
    work: null,
    observation: input.observation,
    plan: buildPlan(withObservation(input, { ...input.observation, places: [first, apart] })),
    named: true,
    ...facts,
  };
  return examineSetup(setup)
    .filter((finding) => finding.state !== "ok")
    .map(({ state, subject, text, remedy }) => `${state} ${subject}: ${text} | ${remedy ?? ""}`);
}

describe("a set-up", () => {
  it("in which all is well has nothing to complain of", async () => {
    expect(await examine({})).toEqual([]);
  });

  it("whose work is done elsewhere says of which places it can be told, and of which not", async () => {
    const file = `${writeCohortFile({ forge: `{ kind: gitlab, project: ${PROJECT} }` })}projects: { ada: { repositories: [acme/a, acme/b] } }\n`;
    const { cohort } = await buildScenario(file, "2026-06-12");
    const gap = { place: "acme/b", what: "everything", reason: "there is no such project" } as const;
    const now = "2026-06-12T09:00:00Z";
    const work = { since: now, until: now, requests: [], issues: [], gaps: [gap] };
    expect(await examine({ facts: { cohort, work } })).toEqual([
      "warning work: acme/b: there is no such project | Let the token read it, or take it out of the project's repositories",
    ]);
    expect(await examine({ facts: { cohort, work: { ...work, gaps: [] } } })).toEqual([]);
  });

  it.each<[name: string, given: Given, complaint: RegExp]>([
    [
      "a token that ends soon",
      { access: { token: { ...TOKEN, expires: "2026-06-20" } } },
      /^warning token: .*ends on 2026-06-20, in 8 days \| Make a new one/,
    ],
    [
      "a token on its last day",
      { access: { token: { ...TOKEN, expires: "2026-06-12" } } },
      /^warning token: .*which is today/,
    ],
    [
      "a token whose day is over",
      { access: { token: { ...TOKEN, expires: "2026-06-11" } } },
      /^fault token: .*which is over/,
    ],
    ["a token that tells nothing of itself", { access: { token: null } }, /^unknown token: /],
    ["a tier that is not told", { access: { tier: null } }, /^unknown tier: .*the tier is not told/],
    [
      "rights that only trying tells",
      { observed: { canWrite: null } },
      /^unknown rights: .*\| `fledgling doctor --live/,
    ],
    [
      "a role that may not make labels",
      { access: { lacks: ["labels"] } },
      /^warning rights: .*may not make labels \(Planner\)/,
    ],
    [
      "labels that are missing, and cannot be made",
      { access: { lacks: ["labels"] }, place: { labels: [] } },
      /^fault labels: .*status::todo/,
    ],
    [
      "somebody who cannot be assigned",
      { place: { accounts: { ada: "ineligible" } } },
      /^warning members: .*cannot be assigned: ada \| Invite/,
    ],
    [
      "somebody who may not be asked about",
      { place: { accounts: { ada: "unknown" } } },
      /^unknown members: .*whether ada can/,
    ],
    [
      "a project that was refused",
      {
        place: {
          refusal: { message: "There is no such project", remedy: "Check the path", subject: "lane" },
          observed: null,
        },
      },
      /^fault lane: There is no such project \| Check the path/,
    ],
    [
      "a schedule that has never run",
      { facts: { schedules: [{ name: "Fledgling", active: true, last: null }] } },
      /^warning schedule: .*has never run/,
    ],
    [
      "a repository that nobody names",
      { facts: { repository: "", schedules: null } },
      /^unknown schedule: nothing tells which repository/,
    ],
    [
      "a mentor who could read everybody's evaluations",
      {
        forge: `{ kind: gitlab, project: ${PROJECT}, private: ${APART} }`,
        place: { lanes: ["private"], seats: { ...SEATS, readers: ["fledgling-bot", "grace", "kim"] } },
      },
      /^warning members: .*grace can read everything in it, confidential issues too \| Make them Guests/,
    ],
    [
      "six people in a private group of gitlab.com Free",
      { access: { tier: "free" }, place: { seats: { ...SEATS, people: ["a", "b", "c", "d", "e", "f"] } } },
      /^fault members: acme: 6 people in a private group on gitlab\.com Free, which is read-only above 5 \| /,
    ],
    [
      "a free group that is about to have too many",
      { access: { tier: "free" }, place: { seats: SEATS } },
      /^warning members: acme: 1 of 5 seats .* there would be \d+ \| Move to Premium/,
    ],
  ])("with %s says so, with what to do", async (_name, given, complaint) => {
    const said = await examine(given);
    expect(said.filter((one) => complaint.test(one))).toHaveLength(1);
  });

  it("counts nobody on a server of one's own, on a paid tier, and in a public group", async () => {
    const people = ["a", "b", "c", "d", "e", "f"];
    const seats = { ...SEATS, people };
    const own = `{ kind: gitlab, url: https://gitlab.example, project: ${PROJECT} }`;
    expect(await examine({ forge: own, access: { tier: "free" }, place: { seats } })).toEqual([]);
    expect(await examine({ place: { seats } })).toEqual([]);
    expect(await examine({ access: { tier: "free", version: "18.5.1" }, place: { seats } })).toEqual([]);
    expect(await examine({ access: { tier: "free" }, place: { seats: { ...seats, visibility: "public" } } })).toEqual(
      [],
    );
  });

  it("names nobody where many can read the report", async () => {
    const said = await examine({ place: { accounts: { ada: "missing", ben: "missing" } }, facts: { named: false } });
    expect(said).toEqual([expect.stringMatching(/no such account: 2 of them/)]);
  });
});
