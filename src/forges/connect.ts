import { UsageError } from "../core/diagnostics/errors.ts";
import type { ForgeServer } from "../core/forge/forge-server.ts";
import type { Cohort, Lane } from "../core/model/cohort.ts";
import type { RunLimits } from "./http/limits.ts";
import { openRunLimits } from "./http/limits.ts";
import type { ForgeConnection } from "./types.ts";

export interface ConnectOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Content of `--token-file`, which stands for the forge's own variable; null without one. */
  readonly token: string | null;
  /** `--dir`. */
  readonly directory: string;
  readonly now: string;
  readonly signal: AbortSignal;
  readonly trace: (line: string) => void;
  /** What the cohorts of one run share; without it, what the projects of this cohort share. */
  readonly limits?: RunLimits;
}

const LANES = ["team", "public", "private"] as const satisfies readonly Lane[];

/**
 * How to reach each forge project of a cohort, by place; lanes that share a project share the connection. Throws
 * `UsageError` where a token is missing or an address would give it away.
 */
export function connectCohort(
  cohort: Cohort,
  lanes: readonly Lane[],
  options: ConnectOptions,
): ReadonlyMap<string, ForgeConnection> {
  const connections = new Map<string, ForgeConnection>();
  const shared = { ...options, limits: options.limits ?? openRunLimits() };
  for (const lane of LANES.filter((candidate) => lanes.includes(candidate))) {
    const place = cohort.forge.projects[lane];
    if (!connections.has(place)) connections.set(place, connectPlace(cohort, lane, place, shared));
  }
  return withGroup(cohort, lanes, connections, shared);
}

/** The group that the file names is a place of its own, where the forge has groups: it may hold epics, for all lanes but the private one. */
function withGroup(
  cohort: Cohort,
  lanes: readonly Lane[],
  connections: ReadonlyMap<string, ForgeConnection>,
  options: Required<ConnectOptions>,
): ReadonlyMap<string, ForgeConnection> {
  const { profile, group } = cohort.forge;
  const groups = profile.server?.group ?? null;
  const lane = LANES.find((candidate) => candidate !== "private" && lanes.includes(candidate));
  if (groups === null || group === null || lane === undefined) return connections;
  const place = groups.placeOf(group);
  const all = [...connections, [place, connectPlace(cohort, lane, place, options)] as const];
  const epics = { group, memory: new Map<string, Promise<unknown>>() };
  return new Map(all.map(([name, connection]) => [name, { ...connection, epics }]));
}

function connectPlace(cohort: Cohort, lane: Lane, place: string, options: Required<ConnectOptions>): ForgeConnection {
  const { url, profile } = cohort.forge;
  const { kind, server } = profile;
  const { env, directory, now, signal, trace, limits } = options;
  const timeout = readSeconds(env, "FLEDGLING_TIMEOUT", 30) * 1000;
  const patience = readSeconds(env, "FLEDGLING_PATIENCE", 900) * 1000;
  const same = { kind, place, directory, now, timeout, patience, limits, signal, trace };
  if (server === null) return { ...same, apiUrl: "", token: null };
  const apiUrl = findApiUrl(server, url, env);
  const token = findToken(profile.name, server, { lane, place }, options);
  return { ...same, apiUrl, token, pacing: readPacing(env, apiUrl) };
}

/**
 * The API's root. A server the file names, the public one included, is the one that is asked, and the token goes nowhere
 * else; the addresses that CI sets count only where the file names none.
 */
function findApiUrl({ publicUrl, api }: ForgeServer, url: string | null, env: ConnectOptions["env"]): string {
  if (url !== null && trim(url) === publicUrl) return api.publicUrl;
  if (url !== null) return checkAddress(api.find(trim(url)), "`forge:` in the file");
  for (const { name, holds } of api.variables) {
    const value = read(env, name);
    if (value !== null) return checkAddress(holds === "api" ? value : api.find(value), name);
  }
  return api.publicUrl;
}

function checkAddress(text: string, from: string): string {
  const address = URL.canParse(text) ? new URL(text) : null;
  if (address === null || !/^https?:$/.test(address.protocol) || address.search !== "" || address.hash !== "")
    throw new UsageError(`${from} is not the address of a server. Write it as https://host or https://host/path.`);
  if (address.username !== "" || address.password !== "")
    throw new UsageError(`${from} holds a name or a password. Leave it out, and give the token by itself.`);
  if (address.protocol === "http:" && !isLoopback(address))
    throw new UsageError(
      `${from} leads to http://${address.host}, where the token could be read on the way. Use https://; plain http is for servers on this very machine.`,
    );
  return text;
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

interface Asked {
  readonly lane: Lane;
  readonly place: string;
}

/** The lane's own variable, `--token-file`, the forge's variable. A CI job's own token cannot write issues: it is never used. */
function findToken(forge: string, server: ForgeServer, asked: Asked, { env, token }: ConnectOptions): string {
  const own = `FLEDGLING_TOKEN_${asked.lane.toUpperCase()}`;
  const found = (
    [
      [own, env[own]],
      ["--token-file", token],
      [server.tokenVariable, env[server.tokenVariable]],
    ] as const
  )
    .map(([from, value]) => ({ from, value: value?.trim() ?? "" }))
    .find(({ value }) => value !== "");
  if (found === undefined) {
    const { tokenVariable } = server;
    throw new UsageError(
      `There is no token for ${asked.place} on ${forge}. Set ${tokenVariable} in the environment, or ${own} for this project alone, or name a file with --token-file.${describeJobToken(server, env)} The README says which rights it needs.`,
    );
  }
  if (/[^\x21-\x7E]/.test(found.value))
    throw new UsageError(
      `${found.from} holds more than a token: there are blanks or signs in it that no token has. Put the token there alone.`,
    );
  return found.value;
}

function describeJobToken({ jobTokenVariable: name }: ForgeServer, env: ConnectOptions["env"]): string {
  return name === null || read(env, name) === null ? "" : ` The job's own ${name} cannot write issues.`;
}

/** A server on this very machine asks nobody to go slowly. */
function readPacing(env: ConnectOptions["env"], apiUrl: string): boolean {
  const text = read(env, "FLEDGLING_PACING");
  if (text === null) return !isLoopback(new URL(apiUrl));
  if (text === "on" || text === "off") return text === "on";
  throw new UsageError("FLEDGLING_PACING is neither on nor off.");
}

function readSeconds(env: ConnectOptions["env"], name: string, fallback: number): number {
  const text = read(env, name);
  if (text === null) return fallback;
  const seconds = Number(text);
  // A day is more than any run has; Node's timers hold 24 days.
  if (Number.isFinite(seconds) && seconds > 0 && seconds <= 86_400) return seconds;
  throw new UsageError(`${name} is not a number of seconds above 0, such as ${fallback}.`);
}

/** CI sets variables that nobody gave a value to the empty text. */
function read(env: ConnectOptions["env"], name: string): string | null {
  const text = env[name]?.trim() ?? "";
  return text === "" ? null : trim(text);
}

function trim(url: string): string {
  return url.replace(/(?<!\/)\/+$/, "");
}
