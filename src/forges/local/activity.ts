import { join } from "node:path";
import type { Document } from "yaml";
import { z } from "zod";
import type { Activity, ActivityQuery } from "../../core/model/activity.ts";
import { compareInstants } from "../../core/calendar/instant.ts";
import { addIssue, addRequest, finishGathering, openGathering } from "../gather.ts";
import { readText } from "./files/disk.ts";
import { count, refuse, type LocalFolder } from "./folder.ts";
import { parseYaml } from "./files/yaml.ts";

/** Beside the lanes' folders; JSON is YAML too. The first of them that is there counts. */
const FILES = ["activity.yaml", "activity.yml", "activity.json"];

const instant = z.iso.datetime({ offset: true, error: "is no instant such as 2026-06-04T13:00:00Z" });
const names = z.array(z.string()).default([]);
const looks = z.array(z.strictObject({ by: z.string(), at: instant })).default([]);
const same = {
  place: z.string(),
  public: z.boolean().default(false),
  number: z.int().positive(),
  title: z.string(),
  url: z.string(),
  author: z.string(),
  created: instant,
};

const Request = z
  .strictObject({
    ...same,
    state: z.enum(["open", "merged", "closed"]),
    draft: z.boolean().default(false),
    merged: instant.nullable().default(null),
    reviewers: names,
    reviews: looks,
  })
  .transform(({ public: isPublic, created, merged, ...rest }) => ({
    ...rest,
    isPublic,
    createdAt: created,
    mergedAt: merged,
  }));

const Issue = z
  .strictObject({
    ...same,
    state: z.enum(["open", "closed"]),
    closed: instant.nullable().default(null),
    assignees: names,
    labels: names,
    answers: looks,
  })
  .transform(({ public: isPublic, created, closed, ...rest }) => ({
    ...rest,
    isPublic,
    createdAt: created,
    closedAt: closed,
  }));

const Recorded = z.strictObject({ requests: z.array(Request).default([]), issues: z.array(Issue).default([]) });

/** What somebody recorded in a file, as a forge would tell it; null where there is none. Throws `ForgeError` where it is broken. */
export async function readActivity(local: LocalFolder, query: ActivityQuery): Promise<Activity | null> {
  const { places, until } = query;
  const found = await findFile(local);
  if (found === null) return null;
  count(local, "GET", `../${found.name}`);
  const recorded = parseRecorded(found);
  const isAsked = ({ place, createdAt }: { readonly place: string; readonly createdAt: string }) =>
    places.includes(place) && compareInstants(createdAt, until) <= 0;
  const gathered = openGathering();
  for (const request of recorded.requests.filter(isAsked)) addRequest(gathered, request);
  for (const issue of recorded.issues.filter(isAsked)) addIssue(gathered, issue);
  return finishGathering(gathered, query);
}

interface Found {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

async function findFile({ connection }: LocalFolder): Promise<Found | null> {
  for (const name of FILES) {
    const path = join(connection.directory, name);
    const text = await readText(path);
    if (text !== null) return { name, path, text };
  }
  return null;
}

function parseRecorded({ path, text }: Found): z.infer<typeof Recorded> {
  const parsed = parseYaml(text);
  if ("fault" in parsed) {
    const { line, column, message } = parsed.fault;
    throw refuse(WHAT, `${path}:${line}:${column}`, message, REMEDY);
  }
  const checked = Recorded.safeParse(readValues(parsed.yaml));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw refuse(WHAT, path, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "is not as it should be"}`, REMEDY);
}

/** A file whose aliases would blow it up is no record. */
function readValues(yaml: Document): unknown {
  try {
    return yaml.toJS({ maxAliasCount: 100 }) ?? {};
  } catch {
    return null;
  }
}

const WHAT = "read the record of the work";
const REMEDY = "Correct it there, or take the file away.";
