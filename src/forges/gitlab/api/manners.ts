import type { Reply } from "../../http/exchange.ts";
import { isJson, readJson } from "../../http/exchange.ts";
import type { Manners } from "../../http/sender.ts";
import { TransportFailure } from "../../http/transport-failure.ts";

/** Answers of a server that may be itself again in a moment. */
const PASSING: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/** How GitLab's REST API and GraphQL want to be asked. */
export const MANNERS: Manners = {
  forge: "GitLab",
  // The window of an application's limit is one minute: https://docs.gitlab.com/administration/settings/rate_limits_on_issues_creation/
  window: 60_000,
  pauses: () => [500, 1000, 2000],
  passes: ({ status }) => PASSING.has(status),
  check: checkAnswer,
  space: () => [],
};

function checkAnswer(reply: Reply): void {
  const { status } = reply;
  if (status < 200 || status > 299 || status === 204) return;
  if (!isJson(reply))
    throw new TransportFailure("something that is not GitLab's API answered", { status, sent: true, again: false });
  if (readJson(reply) === undefined)
    throw new TransportFailure("the answer was cut short", { status, sent: true, again: true });
}
