import type { Activity, ActivityQuery } from "../../core/model/activity.ts";
import type { LocalFolder } from "./folder.ts";

export async function readActivity(_local: LocalFolder, { since, until }: ActivityQuery): Promise<Activity> {
  return { since, until, requests: [], issues: [], gaps: [] };
}
