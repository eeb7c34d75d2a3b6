import type { Activity, ActivityIssue, ActivityRequest } from "../../src/core/model/activity.ts";
import { addDays, type CivilDate } from "../../src/core/model/date.ts";
import { chance, openRandom, pick } from "../faults/random.ts";

const START = "2026-06-01";
const SEED = 16;

/** Six interns, four projects, sixteen weeks, helpers in two zones far apart; cleo leaves in week 7, fay is away for two weeks. */
export const RECORDED_COHORT = `cohort: { id: summer, title: Summer 2026, start: ${START}, length: 16 weeks, zone: Europe/Berlin }
forge: { kind: gitlab, project: acme/internships, private: acme/private }
live: true
coordinator: kim
people:
  - { id: ada }
  - { id: ben }
  - { id: cleo }
  - { id: dina }
  - { id: eli }
  - { id: fay, absences: [{ from: 2026-07-20, to: 2026-07-31 }] }
  - { id: grace, zone: America/Los_Angeles }
  - { id: omar, zone: Asia/Kolkata }
  - { id: kim }
  - { id: lee }
  - { id: sam }
interns:
  ada: { project: telemetry, mentor: grace, manager: lee, buddy: sam }
  ben: { project: fieldkit, mentor: omar, manager: lee, buddy: sam, zone: Asia/Kolkata }
  cleo: { project: telemetry, mentor: grace, manager: lee, buddy: sam, left: 2026-07-17 }
  dina: { project: seedbank, mentor: omar, manager: lee, buddy: sam, zone: Asia/Kolkata }
  eli: { project: handbook, mentor: grace, manager: lee, buddy: sam }
  fay: { project: seedbank, mentor: omar, manager: lee, buddy: sam, zone: Asia/Kolkata }
projects:
  telemetry: { title: Telemetry for the greenhouse, repositories: [acme/telemetry] }
  fieldkit: { title: A kit for the field, repositories: [acme/fieldkit] }
  seedbank: { title: The seed bank, repositories: [acme/seedbank] }
  handbook: { title: The handbook, repositories: [acme/handbook] }
`;

interface Doer {
  readonly id: string;
  readonly project: string;
  readonly mentor: string;
  /** How likely they are to open one of two requests in a week: whose work is reading and drawing opens few. */
  readonly often: number;
  readonly away: readonly number[];
}

const DOERS: readonly Doer[] = [
  { id: "ada", project: "telemetry", mentor: "grace", often: 0.9, away: [] },
  { id: "ben", project: "fieldkit", mentor: "omar", often: 0.1, away: [] },
  { id: "cleo", project: "telemetry", mentor: "grace", often: 0.6, away: [8, 9, 10, 11, 12, 13, 14, 15, 16] },
  { id: "dina", project: "seedbank", mentor: "omar", often: 0.5, away: [] },
  { id: "eli", project: "handbook", mentor: "grace", often: 0.6, away: [] },
  { id: "fay", project: "seedbank", mentor: "omar", often: 0.5, away: [8, 9] },
];

const VERBS = ["Show", "Keep", "Read", "Explain", "Test", "Move", "Round", "Sort", "Cache", "Name"];
const THINGS: Readonly<Record<string, readonly string[]>> = {
  telemetry: ["the humidity dial", "readings while the radio is off", "gaps in a series", "the greenhouse map"],
  fieldkit: ["the paper forms", "what a volunteer sees first", "the packing list"],
  seedbank: ["seed lots by harvest", "the germination form", "labels for the freezer", "old accession notes"],
  handbook: ["the page on time off", "how to ask for help", "the glossary", "links that lead nowhere"],
};
const QUESTIONS = ["Where do the fixtures come from?", "Who may see the raw data?", "Is @all told of this?"];

/** Everything that ever happened, as the end of it all would know it. */
interface Story {
  readonly requests: readonly ActivityRequest[];
  readonly issues: readonly ActivityIssue[];
}

function tellStory(): Story {
  const random = openRandom(SEED);
  const story: { requests: ActivityRequest[]; issues: ActivityIssue[] } = { requests: [], issues: [] };
  for (let week = 1; week <= 16; week++)
    for (const doer of DOERS.filter(({ away }) => !away.includes(week))) {
      const monday = addDays(START, 7 * (week - 1));
      const next = () => story.requests.length + story.issues.length + 1;
      if (chance(random, doer.often)) story.requests.push(openRequest(random, doer, monday, next()));
      if (chance(random, doer.often)) story.requests.push(openRequest(random, doer, monday, next()));
      if (chance(random, doer.often / 3)) story.issues.push(openIssue(random, doer, monday, next(), []));
      if (chance(random, 0.35)) story.issues.push(openIssue(random, doer, monday, next(), ["question"]));
    }
  return story;
}

function instant(day: CivilDate, hour: number): string {
  return `${day}T${String(hour).padStart(2, "0")}:00:00Z`;
}

function openRequest(random: () => number, doer: Doer, monday: CivilDate, number: number): ActivityRequest {
  const day = addDays(monday, Math.floor(random() * 4));
  const look = addDays(day, Math.floor(random() * 3));
  const fellow = pick(
    random,
    DOERS.filter(({ id, project }) => id !== doer.id && project !== "fieldkit"),
  );
  const merged = chance(random, 0.85) ? addDays(look, Math.floor(random() * 4)) : null;
  const isPublic = chance(random, 0.9);
  const place = isPublic ? `acme/${doer.project}` : `acme/${doer.project}-internal`;
  return {
    place,
    isPublic,
    number,
    title: `${pick(random, VERBS)} ${pick(random, THINGS[doer.project] ?? [])}`,
    url: `https://gitlab.example/${place}/-/merge_requests/${number}`,
    author: doer.id,
    state: merged === null ? "open" : "merged",
    draft: false,
    createdAt: instant(day, 9),
    mergedAt: merged === null ? null : instant(merged, 15),
    reviewers: [doer.mentor],
    reviews: [
      { by: doer.mentor, at: instant(look, 13) },
      ...(chance(random, 0.4) ? [{ by: fellow.id, at: instant(look, 14) }] : []),
    ],
  };
}

function openIssue(
  random: () => number,
  doer: Doer,
  monday: CivilDate,
  number: number,
  labels: readonly string[],
): ActivityIssue {
  const day = addDays(monday, Math.floor(random() * 4));
  const answered = addDays(day, pick(random, [0, 1, 3, 9]));
  const place = `acme/${doer.project}`;
  const title = labels.length > 0 ? pick(random, QUESTIONS) : `Tidy ${pick(random, THINGS[doer.project] ?? [])}`;
  return {
    place,
    isPublic: true,
    number,
    title,
    url: `https://gitlab.example/${place}/-/issues/${number}`,
    author: labels.length > 0 ? doer.id : doer.mentor,
    assignees: labels.length > 0 ? [] : [doer.id],
    state: "closed",
    createdAt: instant(day, 10),
    closedAt: instant(addDays(answered, 1), 11),
    labels,
    answers: [{ by: doer.mentor, at: instant(answered, 16) }],
  };
}

const STORY = tellStory();

/** What could be seen at an instant of all that has happened since the first day. */
export function activityAt(now: string): Activity {
  const isPast = (at: string | null) => at !== null && at <= now;
  return {
    since: instant(START, 0),
    until: now,
    requests: STORY.requests
      .filter(({ createdAt }) => isPast(createdAt))
      .map((one) => ({
        ...one,
        state: isPast(one.mergedAt) ? "merged" : "open",
        mergedAt: isPast(one.mergedAt) ? one.mergedAt : null,
        reviews: one.reviews.filter(({ at }) => isPast(at)),
      })),
    issues: STORY.issues
      .filter(({ createdAt }) => isPast(createdAt))
      .map((one) => ({
        ...one,
        state: isPast(one.closedAt) ? "closed" : "open",
        closedAt: isPast(one.closedAt) ? one.closedAt : null,
        answers: one.answers.filter(({ at }) => isPast(at)),
      })),
    gaps: [],
  };
}

/** What people say in the week's page the day after it opens. */
export const SAID: readonly {
  readonly week: number;
  readonly page: string;
  readonly by: string;
  readonly text: string;
}[] = [
  {
    week: 4,
    page: "summer/retro/ada/week-04",
    by: "ada",
    text: "It went well, the radio was hard.\n\nNext: write down how the dial is read\nI will ask Dina about <labels>.",
  },
  {
    week: 4,
    page: "summer/retro/ada/week-04",
    by: "grace",
    text: "> Next: quoted, so no promise\n\nThank you!\n\nI will introduce you to the garden team.",
  },
  { week: 4, page: "summer/retro/ada/week-04", by: "mallory", text: "Next: send me the raw data" },
  {
    week: 8,
    page: "summer/retro/ben/week-08",
    by: "ben",
    text: "Mostly drawing.\n\n- [ ] Show the drawings to @omar\n- [x] Buy pencils",
  },
  {
    week: 15,
    page: "summer/retro/ada/week-15",
    by: "ada",
    text: "Nächste Woche:\n\n- die Notizen ordnen\n- allen danken",
  },
];

/** Promises that are ticked the day after a page opens, by how their box starts. */
export const KEPT: readonly { readonly week: number; readonly page: string; readonly start: string }[] = [
  { week: 5, page: "summer/retro/ada/week-05", start: "write down" },
  { week: 9, page: "summer/retro/ada/week-09", start: "I will introduce" },
  { week: 15, page: "summer/retro/ben/week-15", start: "Show the drawings" },
];
