import type { Cohort, ForgeKind, Lane } from "../core/model/cohort.ts";
import { UsageError } from "../core/model/errors.ts";
import type { ForgeConnection } from "./types.ts";

export interface ConnectOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Content of `--token-file`, which wins over the environment; null without one. */
  readonly token: string | null;
  /** `--dir`. */
  readonly directory: string;
  readonly now: string;
  readonly signal: AbortSignal;
  readonly trace: (line: string) => void;
}

const PUBLIC = { gitlab: "gitlab.com", github: "github.com" } as const;
const LANES = ["team", "public", "private"] as const satisfies readonly Lane[];

/** How to reach each forge project of a cohort, by place; lanes that share a project share the connection. */
export function connectCohort(
  cohort: Cohort,
  lanes: readonly Lane[],
  options: ConnectOptions,
): ReadonlyMap<string, ForgeConnection> {
  const connections = new Map<string, ForgeConnection>();
  for (const lane of LANES.filter((candidate) => lanes.includes(candidate))) {
    const place = cohort.forge.projects[lane];
    if (!connections.has(place)) connections.set(place, connectPlace(cohort, lane, place, options));
  }
  return connections;
}

function connectPlace(cohort: Cohort, lane: Lane, place: string, options: ConnectOptions): ForgeConnection {
  const { kind } = cohort.forge;
  const apiUrl = kind === "local" ? "" : findApiUrl(kind, cohort.forge.url, options.env);
  const pacing = options.env["FLEDGLING_PACING"];
  return {
    kind,
    place,
    apiUrl,
    token: kind === "local" ? null : findToken(kind, lane, place, options),
    directory: options.directory,
    now: options.now,
    timeout: readSeconds(options.env["FLEDGLING_TIMEOUT"], 30) * 1000,
    patience: readSeconds(options.env["FLEDGLING_PATIENCE"], 900) * 1000,
    // A server on this very machine asks nobody to go slowly.
    pacing: pacing === undefined || pacing === "" ? kind === "local" || !isLoopback(new URL(apiUrl)) : pacing !== "off",
    signal: options.signal,
    trace: options.trace,
  };
}

/**
 * The API's root. A server the file names is the one that is asked; the addresses CI sets count where the file names
 * none, or the forge's public one.
 */
export function findApiUrl(kind: Exclude<ForgeKind, "local">, url: string | null, env: ConnectOptions["env"]): string {
  const named = url !== null && new URL(url).hostname !== PUBLIC[kind] ? url.replace(/\/+$/, "") : null;
  const suffix = kind === "gitlab" ? "/api/v4" : "/api/v3";
  const root = named === null ? findDefault(kind, env) : named.endsWith(suffix) ? named : `${named}${suffix}`;
  const parsed = parseAddress(root);
  if (parsed.protocol === "https:" || (parsed.protocol === "http:" && isLoopback(parsed))) return root;
  throw new UsageError(
    `${root} is not encrypted, so the token could be read on the way. Use https://; plain http is for servers on this machine.`,
  );
}

function findDefault(kind: Exclude<ForgeKind, "local">, env: ConnectOptions["env"]): string {
  const set = (name: string) =>
    env[name] === undefined || env[name] === "" ? null : (env[name] ?? "").replace(/\/+$/, "");
  if (kind === "github") return set("GITHUB_API_URL") ?? "https://api.github.com";
  const server = set("CI_SERVER_URL");
  return set("CI_API_V4_URL") ?? (server === null ? "https://gitlab.com/api/v4" : `${server}/api/v4`);
}

function parseAddress(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new UsageError(`${text} is not an address. Write it as https://host/path.`);
  }
}

function isLoopback(url: URL): boolean {
  return url.hostname === "localhost" || url.hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(url.hostname);
}

/** `--token-file`, the lane's own variable, then the forge's. A CI job token cannot write issues and is never used. */
function findToken(kind: Exclude<ForgeKind, "local">, lane: Lane, place: string, options: ConnectOptions): string {
  const names = [`FLEDGLING_TOKEN_${lane.toUpperCase()}`, kind === "gitlab" ? "GITLAB_TOKEN" : "GITHUB_TOKEN"];
  const token = [options.token, ...names.map((name) => options.env[name])]
    .map((value) => value?.trim() ?? "")
    .find((value) => value !== "");
  if (token !== undefined) {
    if (/[^\x21-\x7E]/.test(token))
      throw new UsageError(
        `The token for ${place} holds characters no token has. Set ${names[1] ?? ""} to the token alone, without quotes or spaces.`,
      );
    return token;
  }
  const hint =
    kind === "gitlab" && (options.env["CI_JOB_TOKEN"] ?? "") !== ""
      ? " The job's own CI_JOB_TOKEN cannot write issues."
      : "";
  throw new UsageError(
    `There is no token for ${place}. Set ${names[1] ?? ""} in the environment, or name a file with --token-file.${hint} The README says which rights it needs.`,
  );
}

function readSeconds(text: string | undefined, fallback: number): number {
  const seconds = Number(text);
  return text === undefined || text === "" || !Number.isFinite(seconds) || seconds <= 0 ? fallback : seconds;
}
