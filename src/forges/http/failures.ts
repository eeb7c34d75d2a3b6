/**
 * What a failed request comes to, as one table: status or broken connection → fault, fate and remedy. A forge adds its
 * own rows, which come first, and its own names for things. Nothing here keeps an SDK's error or a request: both carry
 * the token.
 */
import type { Fate, ForgeFault } from "../../core/diagnostics/errors.ts";
import { ForgeError, InvariantError } from "../../core/diagnostics/errors.ts";
import { cleanWords } from "./clean-words.ts";
import { LimitFailure } from "./limits.ts";
import { TransportFailure } from "./transport-failure.ts";

/** One thing to be done, in words for people. */
export interface Deed {
  /** `create issue`. */
  readonly operation: string;
  /** `acme/internships`, `acme/internships#12`. */
  readonly target: string;
  readonly writes: boolean;
  /** Texts that are sent: none of them is repeated in an error. */
  readonly texts?: readonly string[];
}

/** An answer that is no success. Holds none of the request. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;

  constructor(status: number, headers: Readonly<Record<string, unknown>>, body: unknown) {
    super(`The server answered ${status}`);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

export interface Failure {
  readonly error: ForgeError;
  /** The server's words, cleaned; `""` for none. */
  readonly said: string;
}

/** What a row may look at. */
export interface Facts {
  readonly deed: Deed;
  readonly refusal: Refusal;
  /** The server's words, cleaned; `""` for none. */
  readonly said: string;
  readonly token: string | null;
}

type Text = string | ((facts: Facts) => string);

/** One line of the table: the first that fits counts. */
export interface Row {
  /** A status, or the first and the last of several. */
  readonly at: number | readonly [first: number, last: number];
  readonly when?: (facts: Facts) => boolean;
  readonly fault: ForgeFault;
  /** Half a sentence. */
  readonly reason: Text;
  /** A sentence, or several. */
  readonly remedy: Text;
}

/** What a forge says of its own. */
export interface ForgeTable {
  /** As messages call it: `GitHub`. */
  readonly forge: string;
  /** Where its token is put. */
  readonly variable: string;
  /** What to do where a place has moved. */
  readonly moved: string;
  /** Before those that every server has. */
  readonly rows: readonly Row[];
  /** The words in the body of a refusal. */
  readonly read: (body: unknown) => string;
}

/** A forge's failures, from whatever was thrown to words for people. */
export interface Failures {
  /** Passes on what is none of the server's doing. */
  readonly toFailure: (deed: Deed, thrown: unknown, token: string | null) => Failure;
  /** A 2xx that is not what the API sends: a page in front of it, or an answer cut short. */
  readonly toUnreadable: (deed: Deed, status: number, problem: string) => ForgeError;
  /** A token that cannot be put into a header is caught before `fetch`, whose complaint would repeat it. */
  readonly toBadToken: (deed: Deed) => ForgeError;
  /** A refusal of our own, before anything is sent. */
  readonly toRejection: (deed: Deed, reason: string, remedy: string) => ForgeError;
}

const LOOK_FIRST = "It may have been done all the same: run again, and the next run looks before it tries once more.";

function listCommonRows({ forge, moved }: ForgeTable): readonly Row[] {
  return [
    { at: [300, 399], fault: "not-found", reason: "it has moved to another place", remedy: moved },
    {
      at: [500, 599],
      fault: "unavailable",
      reason: ({ refusal }) => `${forge} answered ${refusal.status}`,
      remedy: "Run again later.",
    },
    {
      at: [0, 999],
      fault: "rejected",
      reason: ({ refusal, said }) => `${forge} refuses it (${refusal.status}${said === "" ? "" : `: ${said}`})`,
      remedy: "Change what the message names, then run again.",
    },
  ];
}

export function openFailures(table: ForgeTable): Failures {
  const rows = [...table.rows, ...listCommonRows(table)];
  const { forge, variable } = table;
  return {
    toFailure: (deed, thrown, token) => {
      if (thrown instanceof InvariantError || thrown instanceof ForgeError) throw thrown;
      if (!(thrown instanceof Refusal)) return { error: toUnanswered(deed, thrown), said: "" };
      const said = cleanWords(table.read(thrown.body), { token, texts: deed.texts ?? [] });
      return { error: judge(rows, { deed, refusal: thrown, said, token }), said };
    },
    toUnreadable: (deed, status, reason) =>
      build(deed, status, {
        fault: "unavailable",
        reason,
        remedy: `Check that the address is that of ${forge}'s API and not of a page in front of it.`,
      }),
    toBadToken: (deed) =>
      build(deed, null, {
        fault: "unauthorized",
        reason: "the token holds spaces or characters that no token has",
        remedy: `Copy the token again, without quotes or line ends, into ${variable}.`,
      }),
    toRejection: (deed, reason, remedy) => build(deed, null, { fault: "rejected", reason, remedy }),
  };
}

/** A limit that is longer than the patience, or no answer at all. */
function toUnanswered(deed: Deed, thrown: unknown): ForgeError {
  if (thrown instanceof LimitFailure) {
    const remedy = "Run again later, or with fewer cohorts at once.";
    return build(deed, thrown.status, { fault: "rate-limited", reason: thrown.reason, remedy });
  }
  const failure = thrown instanceof TransportFailure ? thrown : null;
  const reason = failure?.reason ?? "the answer could not be read";
  const remedy = "Run again later; if it stays so, check the address of the API and the network.";
  return build(deed, failure?.status ?? null, { fault: "unavailable", reason, remedy }, failure?.sent ?? true);
}

function judge(rows: readonly Row[], facts: Facts): ForgeError {
  const { status } = facts.refusal;
  const row = rows.find(({ at, when }) => isAt(at, status) && (when?.(facts) ?? true));
  if (row === undefined) throw new InvariantError(`No row for status ${status}`);
  const say = (text: Text): string => (typeof text === "string" ? text : text(facts));
  return build(facts.deed, status, { fault: row.fault, reason: say(row.reason), remedy: say(row.remedy) });
}

function isAt(at: Row["at"], status: number): boolean {
  return typeof at === "number" ? at === status : at[0] <= status && status <= at[1];
}

/** With a 5xx, an answer that is none, or none at all, nobody knows whether a write was done. */
function build(
  { operation, target, writes }: Deed,
  status: number | null,
  verdict: { readonly fault: ForgeFault; readonly reason: string; readonly remedy: string },
  sent = true,
): ForgeError {
  const fate: Fate = writes && sent && verdict.fault === "unavailable" ? "unknown" : "not-done";
  const remedy = fate === "unknown" ? LOOK_FIRST : verdict.remedy;
  return new ForgeError({ ...verdict, remedy, operation, target, status, fate });
}
