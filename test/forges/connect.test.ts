import { describe, expect, it } from "vitest";
import type { ForgeTarget, Lane } from "../../src/core/model/cohort.ts";
import { UsageError } from "../../src/core/diagnostics/errors.ts";
import { GITHUB } from "../../src/forges/github/profile.ts";
import { GITLAB } from "../../src/forges/gitlab/profile.ts";
import { connectCohort } from "../../src/forges/index.ts";
import { LOCAL } from "../../src/forges/local/profile.ts";
import type { ForgeConnection } from "../../src/forges/types.ts";
import { buildCohort } from "../support/cohort.ts";

type Env = Readonly<Record<string, string>>;

const PROJECTS = { public: "acme/site", team: "acme/internships", private: "acme/care" };
const TOKENS = { GITLAB_TOKEN: "glpat-forge", GITHUB_TOKEN: "ghp-forge" };

function connect(
  forge: Partial<ForgeTarget>,
  env: Env,
  { lanes = ["team"] as readonly Lane[], token = null as string | null } = {},
): ReadonlyMap<string, ForgeConnection> {
  const target = { profile: GITLAB, url: null, projects: PROJECTS, group: null, accounts: [], ...forge } as const;
  return connectCohort(buildCohort({ forge: target }), lanes, {
    env,
    token,
    directory: "issues",
    now: "2026-06-12T09:00:00Z",
    signal: new AbortController().signal,
    trace: () => undefined,
  });
}

function connectTeam(forge: Partial<ForgeTarget>, env: Env, token: string | null = null): ForgeConnection | undefined {
  return connect(forge, env, { token }).get(PROJECTS.team);
}

describe("where a forge's API is", () => {
  const cases: readonly [name: string, forge: Partial<ForgeTarget>, env: Env, apiUrl: string][] = [
    ["GitLab's own server, when nothing says otherwise", {}, {}, "https://gitlab.com/api/v4"],
    [
      "the API that GitLab's CI names",
      {},
      { CI_API_V4_URL: "https://git.example/x/api/v4", CI_SERVER_URL: "https://other.example" },
      "https://git.example/x/api/v4",
    ],
    ["the server that GitLab's CI names", {}, { CI_SERVER_URL: "https://git.example/" }, "https://git.example/api/v4"],
    ["no variable that is empty", {}, { CI_API_V4_URL: "", CI_SERVER_URL: " " }, "https://gitlab.com/api/v4"],
    [
      "the public server that the file names, whatever CI says: a token goes nowhere else",
      { url: "https://gitlab.com/" },
      { CI_API_V4_URL: "https://git.example/api/v4" },
      "https://gitlab.com/api/v4",
    ],
    [
      "the public one of GitHub that the file names, whatever CI says",
      { profile: GITHUB, url: "https://github.com" },
      { GITHUB_API_URL: "https://ghes.example/api/v3" },
      "https://api.github.com",
    ],
    [
      "the server that the file names, whatever CI says",
      { url: "https://gitlab.example/git/" },
      { CI_API_V4_URL: "https://git.example/api/v4" },
      "https://gitlab.example/git/api/v4",
    ],
    ["the API that the file names", { url: "https://gitlab.example/api/v4" }, {}, "https://gitlab.example/api/v4"],
    ["GitHub's own API", { profile: GITHUB }, {}, "https://api.github.com"],
    [
      "the API that GitHub's CI names",
      { profile: GITHUB },
      { GITHUB_API_URL: "https://ghes.example/api/v3/" },
      "https://ghes.example/api/v3",
    ],
    [
      "the Enterprise Server that the file names",
      { profile: GITHUB, url: "https://ghes.example" },
      { GITHUB_API_URL: "https://api.github.com" },
      "https://ghes.example/api/v3",
    ],
    ["a tenant's own host", { profile: GITHUB, url: "https://acme.ghe.com" }, {}, "https://api.acme.ghe.com"],
    ["plain http on this machine", {}, { CI_API_V4_URL: "http://127.0.0.1:8080" }, "http://127.0.0.1:8080"],
    ["plain http on this machine, by name", { url: "http://localhost:8080" }, {}, "http://localhost:8080/api/v4"],
    ["plain http on this machine, by IPv6", {}, { CI_SERVER_URL: "http://[::1]:8080" }, "http://[::1]:8080/api/v4"],
  ];
  it.each(cases)("is %s", (_name, forge, env, apiUrl) => {
    expect(connectTeam(forge, { ...TOKENS, ...env })?.apiUrl).toBe(apiUrl);
  });

  const refused: readonly [name: string, forge: Partial<ForgeTarget>, env: Env, words: RegExp][] = [
    ["another machine without encryption", { url: "http://gitlab.example" }, {}, /read on the way\. Use https/],
    ["one that only looks like this machine", { url: "http://127.0.0.1.example" }, {}, /Use https/],
    ["one that CI names", { profile: GITHUB }, { GITHUB_API_URL: "http://ghes.example" }, /GITHUB_API_URL .* https/],
    ["an address with a password", { url: "https://kim:hunter2@gitlab.example" }, {}, /a name or a password/],
    ["no address at all", {}, { CI_API_V4_URL: "gitlab.example/api/v4" }, /CI_API_V4_URL is not the address/],
    ["an address with a question", {}, { CI_SERVER_URL: "https://gitlab.example/?private=1" }, /not the address/],
  ];
  it.each(refused)("is never %s", (_name, forge, env, words) => {
    const act = () => connectTeam(forge, { ...TOKENS, ...env });
    expect(act).toThrow(UsageError);
    expect(act).toThrow(words);
    expect(act).not.toThrow(/hunter2|glpat|ghp-|private=1/);
  });
});

describe("which token is used", () => {
  const cases: readonly [name: string, forge: Partial<ForgeTarget>, env: Env, file: string | null, token: string][] = [
    ["GitLab's variable", {}, { GITLAB_TOKEN: "glpat-1" }, null, "glpat-1"],
    ["GitHub's variable", { profile: GITHUB }, { GITHUB_TOKEN: "ghp-1", GITLAB_TOKEN: "glpat-1" }, null, "ghp-1"],
    ["the file in place of the variable", {}, { GITLAB_TOKEN: "glpat-1" }, "glpat-2\n", "glpat-2"],
    [
      "the lane's own variable before both",
      {},
      { GITLAB_TOKEN: "glpat-1", FLEDGLING_TOKEN_TEAM: "glpat-3" },
      "glpat-2",
      "glpat-3",
    ],
    [
      "the forge's, where the lane's variable is empty or another lane's",
      {},
      { GITLAB_TOKEN: "glpat-1", FLEDGLING_TOKEN_TEAM: "", FLEDGLING_TOKEN_PRIVATE: "glpat-4" },
      null,
      "glpat-1",
    ],
    [
      "GitLab's variable for the server that the file names",
      { url: "https://gitlab.example" },
      { GITLAB_TOKEN: "glpat-1", CI_SERVER_URL: "https://git.example" },
      null,
      "glpat-1",
    ],
  ];
  it.each(cases)("is %s", (_name, forge, env, file, token) => {
    expect(connectTeam(forge, env, file)?.token).toBe(token);
  });

  it.each([
    ["GitLab", {}, {}, /acme\/internships on GitLab\. Set GITLAB_TOKEN .* FLEDGLING_TOKEN_TEAM .* --token-file/],
    [
      "GitHub",
      { profile: GITHUB },
      { GITLAB_TOKEN: "glpat-1" },
      /on GitHub\. Set GITHUB_TOKEN .* FLEDGLING_TOKEN_TEAM/,
    ],
    ["a job of GitLab's CI", {}, { CI_JOB_TOKEN: "glcbt-1" }, /CI_JOB_TOKEN cannot write issues/],
  ] as const)("is asked for by name when there is none for %s", (_name, forge, env, words) => {
    const act = () => connectTeam(forge, env);
    expect(act).toThrow(UsageError);
    expect(act).toThrow(words);
    expect(act).not.toThrow(/glpat|glcbt/);
  });

  it.each([
    ["the variable", { GITLAB_TOKEN: "glpat two" }, null, /^GITLAB_TOKEN holds more/],
    ["the file", {}, "glpat-1\nglpat-2", /^--token-file holds more/],
    ["the lane's variable", { FLEDGLING_TOKEN_TEAM: "“glpat”" }, null, /^FLEDGLING_TOKEN_TEAM holds more/],
  ])("is refused, unshown, when %s holds more than a token", (_name, env, file, words) => {
    const act = () => connectTeam({}, env, file);
    expect(act).toThrow(words);
    expect(act).not.toThrow(/glpat/);
  });
});

describe("the connections of a cohort", () => {
  it("are one for each project in use, each with its lane's token", () => {
    const env = { ...TOKENS, FLEDGLING_TOKEN_PRIVATE: "glpat-private" };
    const connections = connect({}, env, { lanes: ["private", "team"] });
    expect([...connections].map(([place, { token }]) => [place, token])).toEqual([
      ["acme/internships", "glpat-forge"],
      ["acme/care", "glpat-private"],
    ]);
  });

  it("are one for lanes that share a project", () => {
    const projects = { public: "acme/a", team: "acme/a", private: "acme/a" };
    expect([...connect({ projects }, TOKENS, { lanes: ["public", "team", "private"] }).keys()]).toEqual(["acme/a"]);
  });

  it("need neither token nor address for a folder", () => {
    const projects = { public: "public", team: "team", private: "private" };
    const found = connect({ profile: LOCAL, projects }, { CI_SERVER_URL: "http://git.example" }).get("team");
    expect(found).toMatchObject({ kind: "local", place: "team", directory: "issues", token: null, apiUrl: "" });
    expect(found?.now).toBe("2026-06-12T09:00:00Z");
  });

  it("wait as long as the environment says, in milliseconds", () => {
    expect(connectTeam({}, TOKENS)).toMatchObject({ timeout: 30_000, patience: 900_000 });
    const env = { ...TOKENS, FLEDGLING_TIMEOUT: "0.5", FLEDGLING_PATIENCE: "60" };
    expect(connectTeam({}, env)).toMatchObject({ timeout: 500, patience: 60_000 });
  });

  it.each([
    ["a public server", {}, true],
    ["a server on this machine", { CI_SERVER_URL: "http://127.0.0.1:8080" }, false],
    ["a server on this machine that asks for it", { CI_SERVER_URL: "http://127.0.0.1", FLEDGLING_PACING: "on" }, true],
    ["a public server that is ours", { FLEDGLING_PACING: "off" }, false],
  ])("pause between writes as %s wants", (_name, env, pacing) => {
    expect(connectTeam({}, { ...TOKENS, ...env })?.pacing).toBe(pacing);
  });

  it.each([
    ["FLEDGLING_TIMEOUT", "soon"],
    ["FLEDGLING_TIMEOUT", "0"],
    ["FLEDGLING_PATIENCE", "-1"],
    ["FLEDGLING_PATIENCE", "1e99"],
    ["FLEDGLING_PACING", "maybe"],
  ])("are refused when %s is %s", (name, value) => {
    expect(() => connectTeam({}, { ...TOKENS, [name]: value })).toThrow(new RegExp(`^${name} is n`));
  });
});

describe("a group that the file names", () => {
  it("is a place of its own on GitLab, and what it tells is asked once for all places", () => {
    const found = connect({ group: "acme/programmes" }, TOKENS, { lanes: ["team", "private"] });
    expect([...found.keys()]).toEqual(["acme/internships", "acme/care", "groups/acme/programmes"]);
    const shared = [...found.values()].map(({ epics }) => epics);
    expect(new Set(shared.map((epics) => epics?.memory)).size).toBe(1);
    expect(shared.map((epics) => epics?.group)).toEqual(Array.from({ length: 3 }, () => "acme/programmes"));
    expect(found.get("groups/acme/programmes")?.token).toBe("glpat-forge");
  });

  it.each<[string, Partial<ForgeTarget>, readonly Lane[]]>([
    ["there is none", { group: null }, ["team"]],
    ["only what is private is in use", { group: "acme" }, ["private"]],
    ["the forge is GitHub", { profile: GITHUB, group: "acme" }, ["team"]],
  ])("is left alone where %s", (_name, forge, lanes) => {
    const found = connect(forge, TOKENS, { lanes });
    expect([...found.keys()].filter((place) => place.startsWith("groups/"))).toEqual([]);
    expect([...found.values()].map(({ epics }) => epics)).toEqual([undefined]);
  });
});
