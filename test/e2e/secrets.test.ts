import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { openWorkspace, type Ran, type World } from "../commands/workspace.ts";
import { TOKENS as GITHUB } from "../servers/github/index.ts";
import { TOKENS as GITLAB } from "../servers/gitlab/index.ts";
import { writeCohortFile } from "../support/cohort-file.ts";
import { githubHarness, type GitHubWorld } from "../support/github-harness.ts";
import { startGitLabWorld } from "../support/gitlab-harness.ts";

/** What may stand in no log of CI: names, keys, titles and texts of issues that are not public. */
const PRIVATE = ["Ada", "Grace", "/ada/", "week-0", "Nightingale", "owls"];

const COHORT = `kinds: { onboarding: { lane: private } }
people:
  ada: { name: Ada Example }
  grace: { name: Grace Example }
  kim: {}
  sam: {}
  lee: {}
projects:
  nest: { title: Nightingale, why: It feeds the owls. }`;

interface Asked {
  readonly method: string;
  readonly body: unknown;
}

/** What a server does in place of answering; both servers know these. */
type Fault =
  | { readonly kind: "reset" | "hang" | "html" | "truncated" }
  | { readonly kind: "status"; readonly status: number; readonly says?: string; readonly location?: string };

interface Forge {
  readonly name: "gitlab" | "github";
  /** Tokens by the variable that holds them. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly readOnly: string;
  readonly open: () => Promise<Stage>;
}

interface Stage {
  readonly yaml: string;
  readonly env: Readonly<Record<string, string>>;
  readonly fail: (choose: ((request: Asked) => Fault | null) | null) => void;
  readonly stop: () => Promise<void>;
}

const FORGES: readonly Forge[] = [
  {
    name: "gitlab",
    tokens: { GITLAB_TOKEN: GITLAB.bot, FLEDGLING_TOKEN_PRIVATE: GITLAB.maintainer },
    readOnly: GITLAB.readOnly,
    open: async () => {
      const { server, cli, place, stop } = await startGitLabWorld();
      return {
        yaml: `{ kind: gitlab, project: ${place}, private: ${place}-private }`,
        env: { ...cli.env, GITLAB_CI: "true", CI: "true" },
        stop,
        fail: (choose) => {
          server.onRequest = (request) => {
            const fault = choose?.(request) ?? null;
            if (fault === null) return "pass";
            if (fault.kind !== "status") return fault;
            const { status, says = "", location } = fault;
            return { kind: "status", status, body: { message: says }, headers: headersOf(location) };
          };
        },
      };
    },
  },
  {
    name: "github",
    tokens: { GITHUB_TOKEN: GITHUB.bot },
    readOnly: GITHUB.readOnly,
    open: async () => {
      const { server, cli, place, stop } = (await githubHarness.start()) as GitHubWorld;
      return {
        yaml: `{ kind: github, project: ${place} }`,
        env: { ...cli.env, GITHUB_ACTIONS: "true", CI: "true" },
        stop,
        fail: (choose) => {
          server.fault = (request) => {
            const fault = choose?.(request) ?? null;
            if (fault?.kind !== "status") return fault;
            const { status, says = "", location } = fault;
            return { kind: "status", status, data: { message: says }, headers: headersOf(location) };
          };
        },
      };
    },
  },
];

function headersOf(location: string | undefined): Readonly<Record<string, string>> {
  return { "retry-after": "100", ...(location === undefined ? {} : { location }) };
}

/** The forms in which a token turns up: as it is, in addresses, and in base64 alone or behind an account's name. */
function formsOf(token: string): readonly string[] {
  const encoded = ["", "x", "xy"].flatMap((before) => {
    const text = Buffer.from(before + token).toString("base64");
    return [text, text.replaceAll("+", "-").replaceAll("/", "_")].map((form) => form.slice(before.length + 1, -4));
  });
  return [token, encodeURIComponent(token), token.slice(0, 12), ...encoded];
}

/** What a careless server repeats: everything it was sent, headers included, and as its proxy may have written them. */
function echo(tokens: readonly string[], { body }: Asked): string {
  const encode = (text: string) => Buffer.from(text).toString("base64");
  const forms = tokens.flatMap((token) => [
    token,
    encodeURIComponent(token),
    ...[token, `ci:${token}`, `bot:${token}\n`, `x-access-token:${token}`].map(encode),
    encode(`??>>${token}`).replaceAll("+", "-").replaceAll("/", "_"),
  ]);
  return `${forms.join(" ").slice(0, 170)} ${forms.slice(-3).join(" ")} ${JSON.stringify(body ?? null)}`;
}

interface Scene {
  readonly name: string;
  /** Null lets a request pass. */
  readonly fault?: (request: Asked, tokens: readonly string[]) => Fault | null;
  /** In place of the tokens that work. */
  readonly token?: (forge: Forge) => string;
  readonly env?: Readonly<Record<string, string>>;
  /** Throws from within, once, in the middle of a run. */
  readonly crashes?: true;
  /** Of the first run, if not 1. */
  readonly code?: number;
}

const refuse =
  (status: number, on: "reads" | "writes") =>
  (request: Asked, tokens: readonly string[]): Fault | null =>
    (request.method === "GET") === (on === "reads") ? { kind: "status", status, says: echo(tokens, request) } : null;
const onWrites = (fault: Fault) => (request: Asked) => (request.method === "GET" ? null : fault);

const SCENES: readonly Scene[] = [
  { name: "a wrong token", token: () => "wrong-wrong-0123456789" },
  { name: "a token that is no token", token: () => "wrong wrong 0123456789", code: 2 },
  { name: "a token without the right", token: (forge) => forge.readOnly },
  ...([401, 403, 404, 500] as const).map((status) => ({
    name: `reading is answered by ${status} and all that was sent`,
    fault: refuse(status, "reads"),
  })),
  ...([400, 403, 404, 409, 422, 429, 500] as const).map((status) => ({
    name: `writing is answered by ${status} and all that was sent`,
    fault: refuse(status, "writes"),
    env: { FLEDGLING_PATIENCE: "1" },
  })),
  ...[180, 190, 195].map((before) => ({
    name: `a token comes where a message is cut, after ${before} signs`,
    fault: ({ method }: Asked, tokens: readonly string[]): Fault | null =>
      method === "GET" ? null : { kind: "status", status: 422, says: `${"x".repeat(before)}${tokens.join("")}` },
  })),
  {
    name: "writing is answered by 422 and the text that was sent",
    fault: (request) =>
      request.method === "GET" ? null : { kind: "status", status: 422, says: JSON.stringify(request.body) },
  },
  {
    name: "a title comes where a message is cut",
    fault: ({ method, body }) =>
      method === "GET" ? null : { kind: "status", status: 422, says: `${"x".repeat(194)}${titleOf(body)}` },
  },
  {
    name: "a redirect to an address that holds the token",
    fault: (request, [token = ""]) => ({
      kind: "status",
      status: 302,
      says: echo([token], request),
      location: `https://example.org/?private_token=${token}`,
    }),
  },
  { name: "a page in place of an answer", fault: () => ({ kind: "html" }) },
  { name: "a connection that breaks", fault: onWrites({ kind: "reset" }) },
  { name: "no answer", fault: onWrites({ kind: "hang" }), env: { FLEDGLING_TIMEOUT: "0.2" } },
  { name: "half an answer", fault: onWrites({ kind: "truncated" }) },
  // The server has done all it was asked by now, and there is nothing left to fail but us.
  { name: "a fault of our own", crashes: true },
];

function titleOf(body: unknown): string {
  return (body as { readonly title?: string } | null)?.title ?? "";
}

const LINES = [
  "apply --verbose",
  "apply --json",
  "plan --verbose",
  "status --format markdown",
  "apply --output out.md",
];

describe.each(FORGES)("after failing runs in CI, on $name,", (forge) => {
  let stage: Stage;
  let temporary: string;
  beforeAll(async () => {
    stage = await forge.open();
  });
  afterAll(() => stage.stop());
  afterEach(async () => {
    stage.fail(null);
    vi.unstubAllEnvs();
    await rm(temporary, { recursive: true, force: true });
  });

  /** Runs each line in a folder of its own; the texts of all runs, and of all files they left. */
  const collect = async (
    lines: readonly string[],
    world: World,
  ): Promise<{ readonly code: number | undefined; readonly texts: readonly (readonly [string, string])[] }> => {
    temporary = await mkdtemp(join(tmpdir(), "fledgling-secrets-"));
    vi.stubEnv("TMPDIR", temporary);
    const file = writeCohortFile({ forge: stage.yaml, interns: ["ada"], extra: COHORT });
    const desk = await openWorkspace({ "config/summer.yaml": file.replace("ada: {", "ada: { project: nest,") });
    const ran: [string, Ran][] = [];
    for (const line of lines) ran.push([line, await desk.run(line, world)]);
    const left = (await readdir(temporary, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
    const paths = left.map((one) => join(one.parentPath, one.name)).filter((path) => !path.endsWith("summer.yaml"));
    const files = paths.map(async (path) => [relative(temporary, path), await readFile(path, "utf8")] as const);
    const printed = ran.map(([line, { out, err }]) => [line, `${out}\n${err}`] as const);
    return { code: ran[0]?.[1].code, texts: [...printed, ...(await Promise.all(files))] };
  };
  const find = (texts: readonly (readonly [string, string])[], wanted: readonly string[]) =>
    texts.flatMap(([where, text]) => {
      const lines = text.split("\n").filter((line) => wanted.some((one) => line.includes(one)));
      return lines.map((line) => `${where}: ${line}`);
    });

  it("what the search looks for is found where it may be", async () => {
    const {
      CI: _ci,
      GITLAB_CI: _gitlab,
      GITHUB_ACTIONS: _github,
      ...env
    } = { CI: "", GITLAB_CI: "", GITHUB_ACTIONS: "", ...stage.env };
    const { texts } = await collect(["plan --verbose", "plan --output out.txt"], { env: { ...env, ...forge.tokens } });
    expect(PRIVATE.filter((word) => find(texts, [word]).length === 0)).toEqual([]);
    expect(find(texts, ["out.txt"]).length).toBeGreaterThan(0);
    const [token = ""] = Object.values(forge.tokens);
    expect(find([["", `Basic ${Buffer.from(`ci:${token}`).toString("base64")}`]], formsOf(token))).toHaveLength(1);
  });

  it.each(SCENES)("no token and nothing private is left anywhere: $name", async (scene) => {
    const tokens = scene.token === undefined ? forge.tokens : mapValues(forge.tokens, () => scene.token?.(forge) ?? "");
    const values = Object.values(tokens);
    const { fault } = scene;
    if (fault !== undefined) stage.fail((request) => fault(request, values));
    let crashed = false;
    const { code, texts } = await collect(LINES, {
      env: { ...stage.env, ...tokens, ...scene.env },
      onWrite: (text) => {
        if (scene.crashes !== true || crashed || !text.includes("Plan")) return;
        crashed = true;
        throw new Error(`no milestone Nightingale for summer/onboarding/ada/once, sent with ${values.join()}`);
      },
    });
    expect({ code, crashed }).toEqual({ code: scene.code ?? 1, crashed: scene.crashes === true });
    expect(find(texts, [...values.flatMap(formsOf), ...PRIVATE])).toEqual([]);
  });
});

function mapValues(
  record: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
