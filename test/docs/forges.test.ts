import { afterEach, describe, expect, it } from "vitest";
import { knowsOperation } from "../servers/github/openapi.ts";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk } from "../support/command.ts";
import { githubHarness, type GitHubWorld } from "../support/github-harness.ts";
import { startGitLabWorld } from "../support/gitlab-harness.ts";
import { documentPath, readDocument, regenerate } from "./generated.ts";
import { renderRequests } from "./requests.ts";

const PAGE = "forges.md";
const rows = [...readDocument(PAGE).matchAll(/^\| (GitHub|GitLab) +\| `([A-Z]+) ([^`]+)` +\| ([^|]+?) +\|$/gm)].map(
  ([, forge = "", method = "", path = "", checked = ""]) => ({ forge, method, path, checked }),
);

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** What a cohort and `doctor` send, by method and path. */
async function play(
  world: Awaited<ReturnType<typeof startGitLabWorld>> | GitHubWorld,
  scratch: { readonly forge: string; readonly project: string },
  forge = world.forgeYaml,
): Promise<void> {
  const desk = (await openDesk(world, writeCohortFile({ forge }))).with({
    CI_PROJECT_PATH: world.place,
    GITHUB_REPOSITORY: world.place,
  });
  stops.push(() => desk.clear());
  for (const day of ["2026-06-01", "2026-06-12", "2026-06-19"]) await desk.run("apply", `${day}T09:00:00Z`);
  await desk.run("doctor", "2026-06-19T09:00:00Z");
  await desk.write(writeCohortFile({ forge: scratch.forge }));
  await desk.run("doctor", "2026-06-19T09:00:00Z", "--live", "--project", scratch.project);
}

/** Requests that no row of the table explains. */
function findUnlisted(
  forge: string,
  seen: readonly { readonly method: string; readonly path: string; readonly body?: unknown }[],
): readonly string[] {
  const known = rows
    .filter((row) => row.forge === forge)
    .map(({ method, path }) => new RegExp(`^${method} ${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`));
  const plain = seen
    .map(
      ({ method, path, body }) =>
        `${method} ${path.replace(/^.*\/api\/v[34]\//, "/").replace(/^\/repositories\/\d+/, "/repos/o/r")}${nameQuery(path, body)}`,
    )
    .map((request) => request.replace(" /api/graphql ", " /graphql "));
  return [...new Set(plain)].filter((request) => !known.some((pattern) => pattern.test(request)));
}

/** What GitLab's GraphQL is asked for: ` Epics`, ` workItemCreate`. */
function nameQuery(path: string, body: unknown): string {
  if (!path.endsWith("/api/graphql")) return "";
  const { query = "" } = (body ?? {}) as { readonly query?: string };
  return ` ${/^query (\w+)/.exec(query)?.[1] ?? /change: (\w+)\(/.exec(query)?.[1] ?? "?"}`;
}

describe("docs/forges.md", () => {
  it("lists every request that the sources can send (npx vitest run test/docs -u writes it anew)", async () => {
    const page = regenerate(readDocument(PAGE), { requests: renderRequests() });
    await expect(page).toMatchFileSnapshot(documentPath(PAGE));
    expect(rows.length).toBeGreaterThan(35);
  });

  it("calls described what GitHub's description has, and nothing else", () => {
    const wrong = rows
      // The server holds each GraphQL document against a description of its own.
      .filter(({ forge, path }) => forge === "GitHub" && path !== "/graphql")
      .filter(
        ({ method, path, checked }) =>
          checked.includes("description") !== knowsOperation(method, path.replaceAll(/\{[^}]+\}/g, "1")),
      );
    expect(wrong).toEqual([]);
  });

  it("explains everything that a cohort and doctor really send", async () => {
    const gitlab = await startGitLabWorld();
    stops.push(() => gitlab.stop());
    await play(gitlab, { forge: gitlab.forgeYaml, project: `${gitlab.place}-private` });
    expect(gitlab.server.log.length).toBeGreaterThan(40);
    expect(findUnlisted("GitLab", gitlab.server.log)).toEqual([]);
    const premium = await startGitLabWorld({ tier: "premium" });
    stops.push(() => premium.stop());
    const forge = `{ kind: gitlab, project: ${premium.place}, group: acme }`;
    await play(premium, { forge, project: `${premium.place}-private` }, forge);
    expect(findUnlisted("GitLab", premium.server.log)).toEqual([]);
    const asked = premium.server.log.map(({ path, body }) => nameQuery(path, body).trim());
    expect(asked).toEqual(expect.arrayContaining(["Means", "Epics", "workItemCreate", "workItemUpdate"]));
    const github = (await githubHarness.start()) as GitHubWorld;
    stops.push(() => github.stop());
    await play(github, { forge: "{ kind: github, project: acme/other }", project: github.place });
    expect(github.server.requests.length).toBeGreaterThan(40);
    expect(findUnlisted("GitHub", github.server.requests)).toEqual([]);
  });
});
