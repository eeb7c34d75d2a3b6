import type { Spacing } from "../../http/pace.ts";
import type { Manners } from "../../http/sender.ts";

/** Refusals that asking again does not better; limits are told apart before. */
const FINAL: ReadonlySet<number> = new Set([400, 401, 403, 404, 409, 410, 422, 429, 451]);

/** Writes, and questions to GraphQL with them: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests */
const WRITES: Spacing = { queue: "writes", apart: 1000 };
/** What mails people: twenty a minute, of the 80 that GitHub takes. */
const MAILS: Spacing = { queue: "mails", apart: 3000 };
/** New issues and comments, and putting an issue under another or taking it out. */
const MAILING = /\/repos\/[^/]+\/[^/]+\/issues(?:|\/\d+\/comments|\/\d+\/sub_issues?)$/;

/** How GitHub's REST API and GraphQL want to be asked. */
export const MANNERS: Manners = {
  forge: "GitHub",
  window: null,
  // Not for questions to GraphQL: one that took too long costs points beyond its own, https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
  pauses: ({ method }) => (method === "GET" ? [1000, 4000, 9000] : []),
  passes: ({ status }) => status >= 400 && !FINAL.has(status),
  check: () => undefined,
  space: ({ method, url }) => {
    if (method === "GET") return [];
    return MAILING.test(url.pathname) ? [WRITES, MAILS] : [WRITES];
  },
};
