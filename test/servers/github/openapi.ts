import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ValidateFunction } from "ajv";
import { Ajv } from "ajv";
import type { Json, Reply, SeenRequest } from "./request.ts";
import { asRecord } from "./request.ts";

/**
 * Holds a request against GitHub's own description of its API: address, query and body, unknown keys
 * refused although the description lets them pass. Returns what is wrong, or nothing. The description holds the
 * operations of `description/reduce.js` alone: an operation that is new to us is added there.
 */
export function checkRequest(request: SeenRequest): readonly string[] {
  const found = findOperation(request.method.toLowerCase(), request.path);
  if (found === null) return [`${request.method} ${request.path}: there is no such operation`];
  const { operation, values } = found;
  const query = Object.fromEntries(request.query);
  return [
    ...explain("path", operation.path, { ...values }),
    ...explain("query", operation.query, { ...query }),
    ...explainBody(operation, request.body),
    ...checkPaging(request.query),
  ].map((problem) => `${request.method} ${request.path}: ${problem}`);
}

/**
 * Holds an answer of our own against the description: what the tests build on is then no invention of ours. Only for
 * issues and what is under them; the emulator's other answers are its own affair.
 */
export function checkAnswer(request: SeenRequest, reply: Reply): readonly string[] {
  if (!/\/issues\/\d+(?:\/sub_issues?)?$/.test(request.path) || reply.status >= 500) return [];
  const found = findOperation(request.method.toLowerCase(), request.path);
  if (found === null) return [];
  const validate = compileAnswer(found.template, request.method.toLowerCase(), reply.status);
  if (validate === null) return [`${request.method} ${request.path}: ${reply.status} is no answer of GitHub's`];
  return explain("answer", validate, reply.data).map((problem) => `${request.method} ${request.path}: ${problem}`);
}

const answers = new Map<string, ValidateFunction | null>();

/** Null for a status the description does not give; redirects and missing rights belong to every operation. */
function compileAnswer(template: string, method: string, status: number): ValidateFunction | null {
  const name = `${method} ${template} ${status}`;
  const known = answers.get(name);
  if (known !== undefined) return known;
  const operation = asRecord(asRecord(asRecord(readDescription()["paths"])[template])[method]);
  const answer = asRecord(resolve(asRecord(operation["responses"])[String(status)]));
  const schema = asRecord(asRecord(answer["content"])["application/json"])["schema"];
  const refusal = [301, 401, 403].includes(status);
  const compiledAnswer = schema === undefined ? (refusal ? json.compile({}) : null) : loose.compile(translate(schema));
  answers.set(name, compiledAnswer);
  return compiledAnswer;
}

/** Whether GitHub's description has the operation at all. */
export function knowsOperation(method: string, path: string): boolean {
  return findOperation(method.toLowerCase(), path) !== null;
}

interface Operation {
  readonly path: ValidateFunction;
  readonly query: ValidateFunction;
  readonly body: ValidateFunction | null;
  readonly bodyRequired: boolean;
}

function explain(part: string, validate: ValidateFunction, value: unknown): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => {
    const key = asRecord(error.params)["additionalProperty"];
    return `${part}${error.instancePath} ${error.message ?? "is wrong"}${typeof key === "string" ? `: ${key}` : ""}`;
  });
}

function explainBody(operation: Operation, body: unknown): readonly string[] {
  if (body === undefined) return operation.bodyRequired ? ["body is missing"] : [];
  if (operation.body === null) return ["body is not expected"];
  return explain("body", operation.body, body);
}

/** GitHub quietly gives 100 for more, which would make a count of pages wrong. */
function checkPaging(query: URLSearchParams): readonly string[] {
  return Number(query.get("per_page") ?? "1") > 100 ? ["query/per_page is more than 100"] : [];
}

let cached: Json | null = null;
const compiled = new Map<string, Operation>();

function readDescription(): Json {
  cached ??= JSON.parse(readFileSync(join(import.meta.dirname, "description/openapi.json"), "utf8")) as Json;
  return cached;
}

function findOperation(
  method: string,
  path: string,
): { readonly template: string; readonly operation: Operation; readonly values: Json } | null {
  const segments = path.split("/").map(decodeURIComponent);
  let best: { readonly template: string; readonly values: Record<string, string> } | null = null;
  for (const parts of listTemplates(method, segments.length)) {
    const values = matchTemplate(parts, segments);
    // `/issues/comments` is nearer than `/issues/{issue_number}`.
    if (values !== null && (best === null || Object.keys(values).length < Object.keys(best.values).length))
      best = { template: parts.join("/"), values };
  }
  return best === null ? null : { ...best, operation: compileOperation(method, best.template) };
}

const templates = new Map<string, readonly (readonly string[])[]>();

/** Paths of the description that know `method`, by their number of parts: a long test asks tens of thousands of times. */
function listTemplates(method: string, length: number): readonly (readonly string[])[] {
  const known = templates.get(`${method} ${length}`);
  if (known !== undefined) return known;
  const found = Object.entries(asRecord(readDescription()["paths"]))
    .filter(([, item]) => asRecord(item)[method] !== undefined)
    .map(([template]) => template.split("/"))
    .filter((parts) => parts.length === length);
  templates.set(`${method} ${length}`, found);
  return found;
}

function matchTemplate(template: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (template.length !== segments.length) return null;
  const values: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? "";
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== segment : segment === "") return null;
    if (name !== undefined) values[name] = segment;
  }
  return values;
}

const text = new Ajv({ strict: false, allErrors: true, coerceTypes: true });
const json = new Ajv({ strict: false, allErrors: false });
/** The emulator's times have milliseconds. */
const loose = new Ajv({ strict: false, allErrors: false, validateFormats: false });
for (const ajv of [text, json]) {
  ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  for (const format of ["uri", "date", "email", "int64"]) ajv.addFormat(format, true);
}

function compileOperation(method: string, template: string): Operation {
  const name = `${method} ${template}`;
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const source = asRecord(asRecord(asRecord(readDescription()["paths"])[template])[method]);
  const parameters = (Array.isArray(source["parameters"]) ? source["parameters"] : []).map((item) =>
    asRecord(resolve(item)),
  );
  const requestBody = asRecord(resolve(source["requestBody"]));
  const schema = asRecord(asRecord(requestBody["content"])["application/json"])["schema"];
  const operation = {
    path: text.compile(collect(parameters, "path")),
    query: text.compile(collect(parameters, "query")),
    body: schema === undefined ? null : json.compile(tighten(schema) as Json),
    bodyRequired: requestBody["required"] === true,
  };
  compiled.set(name, operation);
  return operation;
}

function collect(parameters: readonly Json[], place: string): Json {
  const chosen = parameters.filter((parameter) => parameter["in"] === place);
  return {
    type: "object",
    properties: Object.fromEntries(
      chosen.map((parameter) => [String(parameter["name"]), tighten(parameter["schema"])]),
    ),
    required: chosen.filter((parameter) => parameter["required"] === true).map((parameter) => parameter["name"]),
    additionalProperties: false,
  };
}

function resolve(node: unknown): unknown {
  const reference = asRecord(node)["$ref"];
  if (typeof reference !== "string") return node;
  let target: unknown = readDescription();
  for (const part of reference.slice(2).split("/")) target = asRecord(target)[part];
  return resolve(target);
}

/** OpenAPI 3.0's `nullable` as JSON Schema, references filled in, and objects closed to keys they do not name. */
function tighten(node: unknown): unknown {
  return rewrite(node, true);
}

/** The same, open: an answer may hold more than is described. */
function translate(node: unknown): Json {
  return rewrite(node, false) as Json;
}

function rewrite(node: unknown, closed: boolean): unknown {
  if (Array.isArray(node)) return node.map((inner) => rewrite(inner, closed));
  if (typeof node !== "object" || node === null) return node;
  const { nullable, example: _example, examples: _examples, ...source } = asRecord(resolve(node));
  const schema: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(source)) {
    const verbatim = key === "enum" || key === "default" || key === "required";
    if (key === "properties")
      schema[key] = Object.fromEntries(
        Object.entries(asRecord(value)).map(([name, inner]) => [name, rewrite(inner, closed)]),
      );
    else schema[key] = verbatim ? value : rewrite(value, closed);
  }
  if (closed && schema["properties"] !== undefined && schema["additionalProperties"] === undefined)
    schema["additionalProperties"] = false;
  return nullable === true ? { anyOf: [schema, { type: "null" }] } : schema;
}
