import type { Activity, ActivityQuery } from "../../core/model/activity.ts";
import type { Session } from "./session.ts";

export async function readActivity(_session: Session, { since, until }: ActivityQuery): Promise<Activity> {
  return { since, until, requests: [], issues: [], gaps: [] };
}
