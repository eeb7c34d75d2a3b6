import { z } from "zod";
import { isFailure, type GitLabClient } from "./client.ts";
import { foldPlace } from "../../../core/model/lookup/places.ts";

/** What a namespace and its server have beside what every GitLab has, and what the token's account is there. */
export interface Means {
  /** Null where the token may not see the namespace. */
  readonly tier: "free" | "premium" | "ultimate" | null;
  readonly version: string | null;
  readonly scopedLabels: boolean;
  readonly visibility: "public" | "internal" | "private";
  readonly account: string | null;
  /** Of the account in the group itself or one above it, as far as it is told; 0 for none. */
  readonly level: number;
  /** How to make epics; null where there are none, or this server's way is not known. */
  readonly epics: EpicMeans | null;
}

/** What a document about epics may name here: one field that the server does not know would refuse all of it. */
export interface EpicMeans {
  readonly typeId: string;
  /** What an epic holds: `LABELS`, `ASSIGNEES`, `START_AND_DUE_DATE`. */
  readonly holds: ReadonlySet<string>;
  readonly create: ReadonlySet<string>;
  readonly update: ReadonlySet<string>;
  readonly dates: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
  readonly widgets: ReadonlySet<string>;
}

/** One question for everything. Servers before 18.1 do not know all of it, and refuse the whole. */
const QUESTION = `query Means($namespace: ID!) {
  currentUser { username groupMemberships { nodes { accessLevel { integerValue } group { fullPath } } } }
  metadata { version }
  namespace(fullPath: $namespace) {
    visibility
    availableFeatures { hasEpicsFeature hasScopedLabelsFeature hasSubepicsFeature }
    workItemTypes(name: EPIC) { nodes { id widgetDefinitions { type } } }
  }
  create: __type(name: "WorkItemCreateInput") { inputFields { name } }
  update: __type(name: "WorkItemUpdateInput") { inputFields { name } }
  dates: __type(name: "WorkItemWidgetStartAndDueDateUpdateInput") { inputFields { name } }
  item: __type(name: "WorkItem") { fields { name } }
  group: __type(name: "Group") { fields { name args { name } } }
  widget: __type(name: "WorkItemWidget") { possibleTypes { name } }
}`;

const Names = z.array(z.object({ name: z.string() })).nullish();
const Type = z.object({ inputFields: Names, fields: Names, possibleTypes: Names }).nullish();
const Fields = z.array(z.object({ name: z.string(), args: Names }));
const Membership = z.object({
  accessLevel: z.object({ integerValue: z.int().nullish() }).nullish(),
  group: z.object({ fullPath: z.string() }).nullish(),
});
const EpicType = z.object({ id: z.string(), widgetDefinitions: z.array(z.object({ type: z.string() })).nullish() });
const Answer = z.object({
  currentUser: z
    .object({ username: z.string(), groupMemberships: z.object({ nodes: z.array(Membership) }).nullish() })
    .nullish(),
  metadata: z.object({ version: z.string() }).nullish(),
  namespace: z
    .object({
      visibility: z.string().nullish(),
      availableFeatures: z
        .object({
          hasEpicsFeature: z.boolean().nullish(),
          hasScopedLabelsFeature: z.boolean().nullish(),
          hasSubepicsFeature: z.boolean().nullish(),
        })
        .nullish(),
      workItemTypes: z.object({ nodes: z.array(EpicType) }).nullish(),
    })
    .nullish(),
  create: Type,
  update: Type,
  dates: Type,
  item: Type,
  group: z.object({ fields: Fields.nullish() }).nullish(),
  widget: Type,
});
type Answer = z.infer<typeof Answer>;

/**
 * Asked once a run for all places that share `memory`. Null where the server knows no such question: then everything is
 * done as on Free, as it is where the token may not see the namespace. Throws `ForgeError` when no answer came.
 */
export function readMeans(
  client: GitLabClient,
  namespace: string,
  memory: Map<string, Promise<unknown>>,
): Promise<Means | null> {
  const key = `means of ${foldPlace(namespace)}`;
  const known = memory.get(key) as Promise<Means | null> | undefined;
  const asked = known ?? askMeans(client, namespace);
  memory.set(key, asked);
  return asked;
}

async function askMeans(client: GitLabClient, namespace: string): Promise<Means | null> {
  const call = { operation: "ask what the group has", target: namespace, writes: false };
  const result = await client.query(call, Answer, { text: QUESTION, variables: { namespace } });
  if (!isFailure(result)) return toMeans(result.data, namespace);
  if (["rejected", "forbidden", "not-found"].includes(result.error.fault)) return null;
  throw result.error;
}

function toMeans(answer: Answer, namespace: string): Means | null {
  const hidden = (answer.namespace ?? null) === null;
  const features = answer.namespace?.availableFeatures ?? null;
  if (features === null && !hidden) return null;
  const epics = features?.hasEpicsFeature === true;
  const { visibility } = answer.namespace ?? {};
  const paid = features?.hasSubepicsFeature === true ? "ultimate" : "premium";
  return {
    tier: hidden ? null : epics ? paid : "free",
    version: /^\d+\.\d+(?:\.\d+)?/.exec(answer.metadata?.version ?? "")?.[0] ?? null,
    scopedLabels: features?.hasScopedLabelsFeature === true,
    // What is not told may not be taken for private.
    visibility: visibility === "private" || visibility === "internal" ? visibility : "public",
    account: answer.currentUser?.username ?? null,
    level: findLevel(answer, namespace),
    epics: epics ? toEpicMeans(answer) : null,
  };
}

function findLevel({ currentUser }: Answer, namespace: string): number {
  const path = `${foldPlace(namespace)}/`;
  const levels = (currentUser?.groupMemberships?.nodes ?? [])
    .filter(({ group }) => group !== null && group !== undefined && path.startsWith(`${foldPlace(group.fullPath)}/`))
    .map(({ accessLevel }) => accessLevel?.integerValue ?? 0);
  return Math.max(0, ...levels);
}

/** What a listing goes by. */
const LISTING = ["types", "labelName", "authorUsername", "iids", "first", "after"] as const;
const NEEDED = ["title", "namespacePath", "workItemTypeId", "descriptionWidget", "labelsWidget"] as const;

function toEpicMeans(answer: Answer): EpicMeans | null {
  const [type] = answer.namespace?.workItemTypes?.nodes ?? [];
  const create = listNames(answer.create?.inputFields);
  const update = listNames(answer.update?.inputFields);
  const listing = listNames(answer.group?.fields?.find(({ name }) => name === "workItems")?.args);
  if (type === undefined || !LISTING.every((name) => listing.has(name)) || !NEEDED.every((name) => create.has(name)))
    return null;
  if (!["descriptionWidget", "labelsWidget", "stateEvent"].every((name) => update.has(name))) return null;
  return {
    typeId: type.id,
    holds: new Set((type.widgetDefinitions ?? []).map((definition) => definition.type)),
    create,
    update,
    dates: listNames(answer.dates?.inputFields),
    fields: listNames(answer.item?.fields),
    widgets: listNames(answer.widget?.possibleTypes),
  };
}

function listNames(entries: readonly { readonly name: string }[] | null | undefined): ReadonlySet<string> {
  return new Set((entries ?? []).map((entry) => entry.name));
}
