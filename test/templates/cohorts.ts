import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCohort } from "../support/parse-cohort.ts";
import type { ChildEntry } from "../../src/core/desired/view/build-view.ts";
import type { ActivitySection } from "../../src/core/desired/view/activity-section.ts";
import { KNOWN_LINKS } from "../../src/core/kinds/engine/context.ts";
import type { Cohort } from "../../src/core/model/cohort.ts";
import { GITLAB } from "../../src/forges/gitlab/profile.ts";
import { buildCohort, buildIntern, buildPerson, buildProject } from "../support/cohort.ts";
import { OFF, ROOT } from "./templates.ts";

/** The smallest file there is, as shipped. */
export function readTenLines(): Cohort {
  const file = "config/examples/ten-lines.yaml";
  const { cohort } = parseCohort({ file, text: readFileSync(join(ROOT, file), "utf8") });
  if (cohort === null) throw new Error(`${file} has errors`);
  return cohort;
}

const ON_GITLAB: Cohort["forge"] = {
  profile: GITLAB,
  url: null,
  projects: { public: "acme/internships", team: "acme/internships", private: "acme/private" },
  group: null,
  accounts: [],
};

const ALL_LINKS = Object.fromEntries(KNOWN_LINKS.map((name) => [name, `https://acme.example/${name}`]));

/** One intern with everybody and everything a cohort can give her; the other with a coordinator alone. */
export function buildFull(): Cohort {
  const helpers = { manager: "lee", mentor: "grace", co_mentor: "omar", remote_mentor: "lin", buddy: "sam" };
  return buildCohort({
    forge: ON_GITLAB,
    links: ALL_LINKS,
    zone: "Europe/Berlin",
    meetings: [
      {
        id: "weekly",
        title: "Weekly call",
        with: ["mentor"],
        everyWeeks: 1,
        on: 2,
        time: 900,
        zone: "Europe/Berlin",
        where: "https://acme.example/call",
      },
    ],
    interns: [
      buildIntern("ada", { project: "telemetry", helpers }),
      buildIntern("ben", { project: "ben", helpers: {} }),
    ],
    people: [
      buildPerson("ada", { zone: "Africa/Lagos", attributes: { role: "backend", country: "DE", team: "garden" } }),
      buildPerson("ben", { attributes: { role: "docs" } }),
    ],
    projects: [
      buildProject("telemetry", {
        title: "Telemetry for the greenhouse",
        implied: false,
        why: "The garden team walks to every greenhouse twice a day to read a dial.",
        doneMeans: "Readings of all twelve greenhouses are on one page, an hour old at most.",
        firstTask: "Show one reading on a page: https://acme.example/first_task#start",
        milestones: [
          { id: "m1", title: "Readings arrive", due: "2026-07-03" },
          { id: "m2", title: "Readings are shown", due: "2026-08-07" },
          { id: "m3", title: "The garden team uses it", due: null },
        ],
        stakeholders: ["Grace Example", "The garden team", "Kim Example"],
        links: [{ title: "Design", url: "https://acme.example/design" }],
      }),
      buildProject("ben", { title: "Ben Example's project" }),
    ],
  });
}

/** The full cohort with every kind there is, and the first and the last week in the way given. */
export function buildEverything(mode: "virtual" | "in-person"): Cohort {
  const full = buildFull();
  const on = OFF.map((kind) => [kind, { enabled: true, overrides: {} }] as const);
  const modes = ["fast-boot", "send-off"].map(
    (kind) => [kind, { enabled: true, overrides: { attributes: { mode } } }] as const,
  );
  return {
    ...full,
    kinds: Object.fromEntries([...on, ...modes]),
    interns: full.interns.map((intern) => ({ ...intern, conversion: true })),
  };
}

const link = (title: string) => ({ title, url: `https://acme.example/${title.replace(/ /g, "-")}` });

/** What ada's pages tell when they are made; ben's week was quiet. */
export const TOLD: Readonly<Record<string, ActivitySection>> = {
  ada: {
    facts: {
      merged: [link("Show one reading"), link("Keep [old] readings")],
      open: [link("Read the dial twice")],
      reviewed: [{ ...link("Sort the seeds"), whose: "Ben Example" }],
      received: [{ ...link("Read the dial twice"), people: "Grace Example and Lin Example" }],
      closed: [link("Tidy the map")],
      asked: [
        { ...link("Who may see it?"), waited: "answered the next day" },
        { ...link("Where is it?"), waited: null },
      ],
      quiet: false,
    },
    promises: [
      { text: "Write down how the dial is read", by: "Ada Example", url: "https://acme.example/12#note_1" },
      { text: "Ask @everybody", by: null, url: "https://acme.example/12" },
    ],
    previous: "#12+",
  },
  ben: {
    facts: { merged: [], open: [], reviewed: [], received: [], closed: [], asked: [], quiet: true },
    promises: [],
    previous: null,
  },
};

/** Two issues of ada's, one finished and one under way. */
export const CHILDREN: readonly ChildEntry[] = [
  buildChild("summer-2026/onboarding/ada/once", { done: 11, total: 11, progress: "done" }),
  buildChild("summer-2026/retro/ada/week-01", { done: 0, total: 1, progress: "todo" }),
];

function buildChild(key: string, state: Pick<ChildEntry, "done" | "total" | "progress">): ChildEntry {
  return {
    key,
    place: "acme/internships",
    project: "telemetry",
    intern: "ada",
    title: key,
    reference: `\uE000${key}\uE001`,
    closed: false,
    linked: false,
    ...state,
  };
}
