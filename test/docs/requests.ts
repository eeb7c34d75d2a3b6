import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderTable } from "./generated.ts";

const FORGES = join(import.meta.dirname, "../../src/forges");

function readFolder(name: string): readonly { readonly file: string; readonly text: string }[] {
  return (readdirSync(join(FORGES, name), { recursive: true }) as string[])
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(FORGES, name, file), "utf8") }));
}

/** Every address that the sources name: `POST /repos/{owner}/{repo}/issues`, and `/graphql`. */
function listGitHubRequests(): readonly string[] {
  const found = readFolder("github").flatMap(({ text }) => [
    ...[...text.matchAll(/"((?:GET|POST|PUT|PATCH|DELETE) \/[^"]+)"/g)].map(([, route = ""]) => route),
    ...[...text.matchAll(/`\$\{method\} (\/[^`]+)`/g)].flatMap(([, path = ""]) => [`POST ${path}`, `DELETE ${path}`]),
    ...(text.includes("`POST ${graphqlUrl}`") ? ["POST /graphql"] : []),
  ]);
  return [...new Set(found)].sort(byPath);
}

/** Every method of the SDK that the sources call: `Issues.create`. */
function listGitLabCalls(): readonly string[] {
  const found = readFolder("gitlab").flatMap(({ text }) => [
    ...[...text.matchAll(/\bapi\.([A-Z]\w+\.[a-z]\w+)\(/g)].map(([, call = ""]) => call),
    ...[...text.matchAll(/(?:`query |\bname: ")([A-Za-z]\w+)(?:\(\$|",\s+type: ")/g)].map(
      ([, name = ""]) => `GraphQL.${name}`,
    ),
  ]);
  return [...new Set(found)].sort();
}

/** What each of these calls sends, by what the stub saw of it. */
const GITLAB: Readonly<Record<string, string | readonly string[]>> = {
  "Epics.show": "GET /groups/{id}/epics/{iid}",
  "Events.all": "GET /projects/{id}/events",
  "GraphQL.Activity": "POST /graphql Activity",
  "GraphQL.ActivityOf": "POST /graphql ActivityOf",
  "GraphQL.Epics": "POST /graphql Epics",
  "GraphQL.Means": "POST /graphql Means",
  "GraphQL.awardEmojiAdd": "POST /graphql awardEmojiAdd",
  "GraphQL.createNote": "POST /graphql createNote",
  "GraphQL.updateNote": "POST /graphql updateNote",
  "GraphQL.workItemCreate": "POST /graphql workItemCreate",
  "GraphQL.workItemUpdate": "POST /graphql workItemUpdate",
  "GroupLabels.all": "GET /groups/{id}/labels",
  "GroupLabels.create": "POST /groups/{id}/labels",
  "GroupMembers.all": ["GET /groups/{id}/members", "GET /groups/{id}/members/all"],
  "Groups.show": "GET /groups/{id}",
  "IssueNoteAwardEmojis.award": "POST /projects/{id}/issues/{iid}/notes/{note}/award_emoji",
  "IssueNotes.all": "GET /projects/{id}/issues/{iid}/notes",
  "IssueNotes.create": "POST /projects/{id}/issues/{iid}/notes",
  "IssueNotes.edit": "PUT /projects/{id}/issues/{iid}/notes/{note}",
  "Issues.all": "GET /projects/{id}/issues",
  "Issues.create": "POST /projects/{id}/issues",
  "Issues.edit": "PUT /projects/{id}/issues/{iid}",
  "Issues.show": "GET /projects/{id}/issues/{iid}",
  "PersonalAccessTokens.show": "GET /personal_access_tokens/self",
  "PipelineSchedules.all": "GET /projects/{id}/pipeline_schedules",
  "PipelineSchedules.show": "GET /projects/{id}/pipeline_schedules/{schedule}",
  "Pipelines.show": "GET /projects/{id}/pipelines/{pipeline}",
  "ProjectLabels.all": "GET /projects/{id}/labels",
  "ProjectLabels.create": "POST /projects/{id}/labels",
  "ProjectMembers.all": "GET /projects/{id}/members/all",
  "ProjectMilestones.all": "GET /projects/{id}/milestones",
  "ProjectMilestones.create": "POST /projects/{id}/milestones",
  "Projects.show": "GET /projects/{id}",
  "Users.all": "GET /users",
  "Users.showCurrentUser": "GET /user",
};

function requestsOf(call: string): readonly string[] {
  const request = GITLAB[call];
  if (request === undefined) throw new Error(`say in test/docs/requests.ts what ${call} sends`);
  return typeof request === "string" ? [request] : request;
}

/** What the emulator has no answer for: our stub in front of it gives one. */
const STUBBED =
  /\/(?:assignees|actions\/|sub_issues?|reactions|graphql)|GET \/repos\/\{owner\}\/\{repo\}\/issues\/comments$/;

/** One row for each request that the sources can send. */
export function renderRequests(): string {
  const github = listGitHubRequests().map((route) => {
    const answered = STUBBED.test(route) && !route.includes("{issue_number}/assignees") ? "stub" : "emulator";
    return ["GitHub", `\`${route}\``, `description, ${answered}`];
  });
  const gitlab = listGitLabCalls()
    .flatMap(requestsOf)
    .sort(byPath)
    .map((request) => ["GitLab", `\`${request}\``, "stub"]);
  return renderTable(["Forge", "Request", "Checked"], [...github, ...gitlab]);
}

function byPath(a: string, b: string): number {
  const path = (request: string) => request.slice(request.indexOf(" ") + 1);
  const [x, y] = [`${path(a)} ${a}`, `${path(b)} ${b}`];
  return x < y ? -1 : x > y ? 1 : 0;
}
