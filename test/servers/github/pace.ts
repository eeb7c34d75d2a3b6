import type { Reply, SeenRequest } from "./request.ts";
import { refuse } from "./rules.ts";
import type { State } from "./state.ts";

/** GitHub counts new issues, comments and sub-issues as content. */
function makesContent({ method, path }: SeenRequest): boolean {
  return method === "POST" && /\/issues(?:\/\d+\/(?:comments|sub_issues))?$/.test(path);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Writes down when content came, by the server's own clock, and refuses it once there was too much of it. */
export function refuseHaste(state: State, request: SeenRequest): Reply | null {
  if (!makesContent(request)) return null;
  const now = Date.now();
  const { contents, contentLimits } = state;
  contents.push(now);
  if (contentLimits === null) return null;
  const within = (span: number): number => contents.filter((time) => time > now - span).length;
  if (within(MINUTE) <= contentLimits.minute && within(HOUR) <= contentLimits.hour) return null;
  return {
    ...refuse(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."),
    headers: { "retry-after": within(HOUR) > contentLimits.hour ? "3600" : "60" },
  };
}

/** The most that came within any `milliseconds`. */
export function countBusiest(times: readonly number[], milliseconds: number): number {
  return Math.max(0, ...times.map((end) => times.filter((time) => time > end - milliseconds && time <= end).length));
}
