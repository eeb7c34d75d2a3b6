import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  buildSchema,
  execute,
  Kind,
  parse,
  validate,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from "graphql";
import type { Emulator } from "./emulator.ts";
import { buildRepository } from "./activity.ts";
import { asRecord, type Reply, type SeenRequest } from "./request.ts";
import { refuse, type Caller } from "./rules.ts";
import type { State } from "./state.ts";

let description: GraphQLSchema | null = null;

/** GitHub's own description of its GraphQL API, reduced to the types of `description/reduce.js`. */
function readDescription(): GraphQLSchema {
  description ??= buildSchema(readFileSync(join(import.meta.dirname, "description/schema.graphql"), "utf8"));
  return description;
}

/** Answers a document as GitHub would: what its description does not know is refused, and a line in `violations`. */
export async function respondGraphQL(
  state: State,
  emulator: Emulator,
  request: SeenRequest,
  caller: Caller,
  violations: string[],
): Promise<Reply> {
  if (caller.login === null) return refuse(401, "Requires authentication");
  if (!state.graphql) return refuse(403, "Resource not accessible by integration");
  const body = asRecord(request.body);
  const variables = asRecord(body["variables"]);
  const schema = readDescription();
  const read = readDocument(schema, String(body["query"] ?? ""), variables);
  if ("problems" in read || request.method !== "POST") {
    const problems = "problems" in read ? read.problems : ["GraphQL takes POST alone"];
    violations.push(...problems.map((problem) => `POST /graphql: ${problem}`));
    return { status: 200, data: { errors: problems.map((message) => ({ message })) } };
  }
  const { login } = caller;
  const rootValue = {
    viewer: { login },
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }) =>
      buildRepository({ state, emulator, caller }, `${owner}/${name}`),
  };
  const { data, errors = [] } = await execute({
    schema,
    document: read.document,
    rootValue,
    variableValues: variables,
  });
  if (errors.length === 0) return { status: 200, data: { data } };
  const told = errors.map(({ message, path, originalError }) => ({
    type: (originalError as { readonly type?: string } | undefined)?.type,
    path,
    message,
  }));
  return { status: 200, data: { data, errors: told } };
}

function readDocument(
  schema: GraphQLSchema,
  text: string,
  variables: Readonly<Record<string, unknown>>,
): { readonly document: DocumentNode } | { readonly problems: readonly string[] } {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return { problems: [String(error)] };
  }
  const problems = validate(schema, document).map(({ message }) => message);
  if (problems.length > 0) return { problems };
  const nodes = countNodes(document);
  // https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
  if (nodes > 500_000) return { problems: [`the query asks for up to ${nodes} nodes, over 500,000`] };
  return [...findPages(document, variables)].some((first) => first === null || first < 1 || first > 100)
    ? { problems: ["a connection needs `first` from 1 to 100"] }
    : { document };
}

/** How many nodes a document could give, as GitHub counts them: what is inside of a page once for each of the page. */
function countNodes(document: DocumentNode): number {
  const count = (set: SelectionSetNode | undefined): number =>
    (set?.selections ?? []).reduce((sum, selection) => {
      if (selection.kind !== Kind.FIELD) return sum + ("selectionSet" in selection ? count(selection.selectionSet) : 0);
      const first = readFirst(selection) ?? 0;
      return sum + (first === 0 ? count(selection.selectionSet) : first * (1 + count(selection.selectionSet)));
    }, 0);
  return document.definitions.reduce((sum, one) => sum + ("selectionSet" in one ? count(one.selectionSet) : 0), 0);
}

function readFirst(field: FieldNode): number | null {
  const value = field.arguments?.find(({ name }) => name.value === "first")?.value;
  return value?.kind === Kind.INT ? Number(value.value) : null;
}

/** `first` of each field that has `nodes`; null where one has none. */
function findPages(document: DocumentNode, variables: Readonly<Record<string, unknown>>): readonly (number | null)[] {
  const found: (number | null)[] = [];
  visit(document, {
    Field: (field) => {
      const isPage = field.selectionSet?.selections.some(
        (one) => one.kind === Kind.FIELD && one.name.value === "nodes",
      );
      const value = field.arguments?.find(({ name }) => name.value === "first")?.value;
      const given = value?.kind === Kind.VARIABLE ? Number(variables[value.name.value]) : readFirst(field);
      if (isPage === true) found.push(given);
    },
  });
  return found;
}
