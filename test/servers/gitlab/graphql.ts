/** A field asked for: `alias: name(arguments) { selections }`, or what holds for one type alone. */
export type Selection =
  | {
      readonly kind: "field";
      readonly alias: string;
      readonly name: string;
      readonly args: Readonly<Record<string, unknown>>;
      readonly selections: readonly Selection[] | null;
    }
  | { readonly kind: "on"; readonly type: string; readonly selections: readonly Selection[] };

export interface Operation {
  readonly type: "query" | "mutation";
  readonly selections: readonly Selection[];
}

/** A document that cannot be read, or asks for what the server does not know: all of it is refused. */
export class Unknown extends Error {}

/** As much of GraphQL's language as a client without its own library would write. */
export function parseDocument(text: string, variables: Readonly<Record<string, unknown>>): Operation {
  const tokens = text.match(/\.\.\.|[{}()[\]:!$=]|"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*|-?\d+|[^\s,]/g) ?? [];
  let at = 0;
  const peek = () => tokens[at] ?? "";
  const next = () => tokens[at++] ?? "";
  const expect = (token: string) => {
    const found = next();
    if (found !== token) throw new Unknown(`Parse error on "${found}" where "${token}" was expected`);
  };
  const accept = (token: string) => peek() === token && next() !== "";

  const declared = new Set<string>();
  const readVariables = () => {
    if (!accept("(")) return;
    while (!accept(")")) {
      expect("$");
      const name = next();
      declared.add(name);
      expect(":");
      let type = "";
      while (peek() !== "$" && peek() !== ")") type += next();
      if (type.endsWith("!") && (variables[name] ?? null) === null)
        throw new Unknown(`Variable $${name} of type ${type} was provided invalid value`);
    }
  };
  const readValue = (): unknown => {
    const token = next();
    if (token === "$") {
      const name = next();
      if (!declared.has(name)) throw new Unknown(`Variable $${name} is used but not declared`);
      return variables[name];
    }
    if (token === "[") {
      const items: unknown[] = [];
      while (!accept("]")) items.push(readValue());
      return items;
    }
    if (token === "{") return readPairs("}");
    if (token.startsWith('"')) return JSON.parse(token) as string;
    if (token === "true" || token === "false") return token === "true";
    if (token === "null") return null;
    return /^-?\d+$/.test(token) ? Number(token) : token;
  };
  const readPairs = (end: string): Record<string, unknown> => {
    const pairs: Record<string, unknown> = {};
    while (!accept(end)) {
      const name = next();
      expect(":");
      pairs[name] = readValue();
    }
    return pairs;
  };
  const readSelections = (): readonly Selection[] => {
    const found: Selection[] = [];
    expect("{");
    while (!accept("}")) {
      if (at >= tokens.length) throw new Unknown("Unexpected end of document");
      if (accept("...")) {
        expect("on");
        found.push({ kind: "on", type: next(), selections: readSelections() });
        continue;
      }
      const first = next();
      const name = accept(":") ? next() : first;
      const args = accept("(") ? readPairs(")") : {};
      found.push({ kind: "field", alias: first, name, args, selections: peek() === "{" ? readSelections() : null });
    }
    return found;
  };

  const type = next();
  if (type !== "query" && type !== "mutation") throw new Unknown(`Parse error on "${type}"`);
  if (peek() !== "(" && peek() !== "{") next();
  readVariables();
  const stray = Object.keys(variables).find((name) => !declared.has(name));
  if (stray !== undefined) throw new Unknown(`Variable $${stray} is given but not declared`);
  const selections = readSelections();
  if (at < tokens.length) throw new Unknown(`Parse error on "${peek()}"`);
  return { type, selections };
}

/** A field of a type: what it is, what it takes, and where its value comes from. */
export interface Field<C> {
  readonly type: string;
  readonly args?: Readonly<Record<string, string>>;
  readonly get?: (parent: never, args: Readonly<Record<string, unknown>>, context: C) => unknown;
}

/** What a server knows: objects by field, inputs and enums by name, and the objects that an interface stands for. */
export interface Schema<C> {
  readonly objects: Readonly<Record<string, Readonly<Record<string, Field<C>>>>>;
  readonly inputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly unions: Readonly<Record<string, readonly string[]>>;
  /** What this version does not have, such as `Namespace.availableFeatures`. */
  readonly without: ReadonlySet<string>;
}

const SCALARS = new Set(["String", "Int", "Boolean", "ID", "Time"]);

/** Answers a selection of an object; throws `Unknown` for a field, an argument or a key that the schema does not have. */
export function select<C>(
  schema: Schema<C>,
  typeName: string,
  value: unknown,
  selections: readonly Selection[],
  context: C,
): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  for (const selection of selections) {
    if (selection.kind === "on") {
      const known = schema.unions[typeName] ?? [];
      if (!known.includes(selection.type) || schema.without.has(selection.type))
        throw new Unknown(`No such type ${selection.type}, so it can't be a fragment condition`);
      const matches = (value as { readonly is?: string } | null)?.is === selection.type;
      // Checked whether or not it applies to this very object.
      const part = select(schema, selection.type, matches ? value : null, selection.selections, context);
      if (matches) Object.assign(answer, part);
      continue;
    }
    answer[selection.alias] = selectField(schema, typeName, value, selection, context);
  }
  return answer;
}

function selectField<C>(
  schema: Schema<C>,
  typeName: string,
  value: unknown,
  { name, args, selections }: Extract<Selection, { kind: "field" }>,
  context: C,
): unknown {
  const field = schema.objects[typeName]?.[name];
  if (field === undefined || schema.without.has(`${typeName}.${name}`))
    throw new Unknown(`Field '${name}' doesn't exist on type '${typeName}'`);
  checkInput(schema, `${typeName}.${name}`, field.args ?? {}, args);
  const isLeaf = SCALARS.has(field.type) || schema.enums[field.type] !== undefined;
  if (isLeaf !== (selections === null))
    throw new Unknown(`Field '${name}' ${isLeaf ? "can't" : "must"} have selections`);
  const found =
    value === null
      ? null
      : field.get === undefined
        ? ((value as Record<string, unknown>)[name] ?? null)
        : field.get(value as never, args, context);
  if (isLeaf) return found ?? null;
  const each = (one: unknown) => select(schema, field.type, one, selections ?? [], context);
  if (Array.isArray(found)) {
    each(null);
    return found.map(each);
  }
  const whole = each(found ?? null);
  return found === null || found === undefined ? null : whole;
}

function checkInput<C>(
  schema: Schema<C>,
  where: string,
  known: Readonly<Record<string, string>>,
  given: Readonly<Record<string, unknown>>,
): void {
  for (const name of Object.keys(given))
    if (known[name] === undefined || schema.without.has(`${where}.${name}`))
      throw new Unknown(`'${where}' doesn't accept argument '${name}'`);
  for (const [name, type] of Object.entries(known)) {
    const value = given[name] ?? null;
    if (type.endsWith("!") && value === null) throw new Unknown(`'${where}' is missing the argument ${name}`);
    if (value !== null) checkValue(schema, type.replace("!", ""), value, `${where}.${name}`);
  }
}

function checkValue<C>(schema: Schema<C>, type: string, value: unknown, where: string): void {
  if (type.startsWith("[")) {
    // A single value stands for a list of one.
    for (const item of Array.isArray(value) ? value : [value]) checkValue(schema, type.slice(1, -1), item, where);
    return;
  }
  const input = schema.inputs[type];
  if (input !== undefined) return checkInput(schema, type, input, value as Readonly<Record<string, unknown>>);
  const values = schema.enums[type];
  const fits =
    values === undefined
      ? typeof value === (type === "Boolean" ? "boolean" : type === "Int" ? "number" : "string")
      : values.includes(String(value)) && !schema.without.has(`${type}.${String(value)}`);
  if (!fits)
    throw new Unknown(`Argument '${where}' has an invalid value (${JSON.stringify(value)}). Expected type '${type}'.`);
}

/** `__type` of whatever the schema has under a name; null for what it does not know. */
export function introspect<C>(schema: Schema<C>, name: string): Record<string, unknown> | null {
  const list = (names: readonly string[]) =>
    names
      .filter((one) => !schema.without.has(`${name}.${one}`) && !schema.without.has(one))
      .map((one) => ({ name: one }));
  const object = schema.objects[name];
  const input = schema.inputs[name];
  const union = schema.unions[name];
  if ((object ?? input ?? union) === undefined || schema.without.has(name)) return null;
  return {
    fields:
      object === undefined
        ? null
        : list(Object.keys(object)).map((field) => ({
            ...field,
            args: Object.keys(object[field.name]?.args ?? {})
              .filter((one) => !schema.without.has(`${name}.${field.name}.${one}`))
              .map((one) => ({ name: one })),
          })),
    inputFields: input === undefined ? null : list(Object.keys(input)),
    possibleTypes: union === undefined ? null : list(union),
  };
}
