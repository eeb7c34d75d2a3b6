// Writes openapi.json and schema.graphql beside this file anew: what GitHub says of its REST and GraphQL APIs, reduced to
// what our forge asks for. The packages that hold the whole are 400 MB; nobody else needs them. A request that is not in
// here is refused by the server of the tests, so a new one is added to the lists below, and
// `npm run describe:github` is run, which installs both packages into a folder of its own and needs the network.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSchema, Kind, parse, print, validateSchema, visit } from "graphql";

const REST = "@octokit/openapi@23.0.2";
const GRAPHQL = "@octokit/graphql-schema@15.26.1";

const OPERATIONS = [
  "GET /user",
  "GET /users/{username}",
  "GET /repos/{owner}/{repo}",
  "GET /repos/{owner}/{repo}/actions/workflows",
  "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs",
  "GET /repos/{owner}/{repo}/assignees",
  "GET /repos/{owner}/{repo}/issues",
  "POST /repos/{owner}/{repo}/issues",
  "GET /repos/{owner}/{repo}/issues/comments",
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
  "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions",
  "GET /repos/{owner}/{repo}/issues/{issue_number}",
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/assignees",
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/assignees",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}",
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/sub_issue",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/sub_issues",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/sub_issues",
  "GET /repos/{owner}/{repo}/labels",
  "POST /repos/{owner}/{repo}/labels",
  "GET /repos/{owner}/{repo}/milestones",
  "POST /repos/{owner}/{repo}/milestones",
];

/** Objects, interfaces and unions with each of their fields that leads to nothing outside of this list. */
const TYPES = [
  "Query",
  "Actor",
  "Bot",
  "EnterpriseUserAccount",
  "Issue",
  "IssueComment",
  "IssueCommentConnection",
  "IssueConnection",
  "Label",
  "LabelConnection",
  "Mannequin",
  "Organization",
  "PageInfo",
  "PullRequest",
  "PullRequestConnection",
  "PullRequestReview",
  "PullRequestReviewConnection",
  "Repository",
  "RequestedReviewer",
  "ReviewRequest",
  "ReviewRequestConnection",
  "Team",
  "User",
  "UserConnection",
];

function reduceRest(whole) {
  const paths = {};
  const components = {};
  const keep = (node) => {
    if (typeof node !== "object" || node === null) return;
    for (const value of Object.values(node)) keep(value);
    const [, , section, name] = typeof node.$ref === "string" ? node.$ref.split("/") : [];
    if (name === undefined || components[section]?.[name] !== undefined) return;
    (components[section] ??= {})[name] = withoutWords(whole.components[section][name]);
    keep(components[section][name]);
  };
  for (const [method, path] of OPERATIONS.map((operation) => operation.split(" "))) {
    const operation = whole.paths[path]?.[method.toLowerCase()];
    if (operation === undefined) throw new Error(`GitHub does not describe ${method} ${path}`);
    const { parameters, requestBody, responses } = withoutWords(operation);
    (paths[path] ??= {})[method.toLowerCase()] = { parameters, requestBody, responses };
    keep(paths[path]);
  }
  const source = `${REST}, MIT licence, see NOTICE.md; reduced by reduce.js`;
  return { "x-source": source, openapi: whole.openapi, paths, components: sortKeys(components) };
}

const WORDS = ["description", "summary", "example", "examples", "externalDocs", "headers", "links"];

/** What is said to people goes; a property that has such a name stays. */
function withoutWords(node, isNames = false) {
  if (Array.isArray(node)) return node.map((inner) => withoutWords(inner));
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => isNames || !(WORDS.includes(key) || key.startsWith("x-")))
      .map(([key, value]) => [key, withoutWords(value, key === "properties" && !isNames)]),
  );
}

function sortKeys(components) {
  const sorted = (record) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(Object.fromEntries(Object.entries(components).map(([section, parts]) => [section, sorted(parts)])));
}

function reduceGraphQL(idl) {
  const whole = parse(idl);
  const byName = new Map(whole.definitions.flatMap((one) => (one.name === undefined ? [] : [[one.name.value, one]])));
  const missing = TYPES.filter((name) => !byName.has(name));
  if (missing.length > 0) throw new Error(`GitHub does not describe ${missing.join(", ")}`);
  const kept = new Map();
  const add = (name) => {
    const definition = byName.get(name);
    if (definition === undefined || kept.has(name)) return;
    kept.set(name, definition);
    const reduced = reduceType(definition, byName);
    kept.set(name, reduced);
    // Scalars, enums and what goes in come along with whatever names them.
    visit(reduced, { NamedType: ({ name: { value } }) => isPlain(byName.get(value)) && add(value) });
  };
  for (const name of TYPES) add(name);
  const definitions = [...kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, definition]) => definition);
  const text = `# ${GRAPHQL}, MIT licence, see NOTICE.md; reduced by reduce.js\n\n${print({ kind: Kind.DOCUMENT, definitions })}\n`;
  const problems = validateSchema(buildSchema(text));
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return text;
}

const PLAIN = [Kind.SCALAR_TYPE_DEFINITION, Kind.ENUM_TYPE_DEFINITION, Kind.INPUT_OBJECT_TYPE_DEFINITION];
const isPlain = (definition) => PLAIN.includes(definition?.kind);

function reduceType(definition, byName) {
  const isKept = ({ name: { value } }) => !byName.has(value) || TYPES.includes(value) || isPlain(byName.get(value));
  const leadsOn = (node) => (node.type === undefined ? isKept(node) : leadsOn(node.type));
  return visit(definition, {
    enter: (node) => {
      if (node.kind === Kind.DIRECTIVE && node.name.value !== "deprecated") return null;
      if (node.kind === Kind.FIELD_DEFINITION && !leadsOn(node)) return null;
      return node.description === undefined ? undefined : { ...node, description: undefined };
    },
    leave: (node) => {
      const interfaces = node.interfaces?.filter(isKept);
      const types = node.types?.filter(isKept);
      if (interfaces === undefined && types === undefined) return undefined;
      return { ...node, ...(interfaces && { interfaces }), ...(types && { types }) };
    },
  });
}

const room = mkdtempSync(join(tmpdir(), "fledgling-description-"));
try {
  const words = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", room];
  execFileSync("npm", [...words, REST, GRAPHQL], { stdio: "inherit", shell: process.platform === "win32" });
  const read = (file) => readFileSync(join(room, "node_modules/@octokit", file), "utf8");
  const write = (file, text) => writeFileSync(join(import.meta.dirname, file), text);
  write("openapi.json", `${JSON.stringify(reduceRest(JSON.parse(read("openapi/generated/api.github.com.json"))))}\n`);
  write("schema.graphql", reduceGraphQL(read("graphql-schema/schema.graphql")));
} finally {
  rmSync(room, { recursive: true, force: true });
}
execFileSync("npx", ["oxfmt", import.meta.dirname], { stdio: "inherit", shell: process.platform === "win32" });
