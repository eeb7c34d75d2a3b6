import type { Emulator } from "./emulator.ts";
import type { Json, Reply, SeenRequest } from "./request.ts";
import { asRecord } from "./request.ts";
import { refuse } from "./rules.ts";
import type { State } from "./state.ts";

/** Pages after the first are under the number of the repository, as on GitHub. */
export const REPOSITORY_ID = 4711;

const SIGNS = ["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"];

/** The emulator knows no signs on comments; the same one by the same account twice is one. Null for any other request. */
export async function respondReactions(
  state: State,
  emulator: Emulator,
  request: SeenRequest,
  login: string,
  under: string,
): Promise<Reply | null> {
  const comment = /^\/issues\/comments\/(\d+)\/reactions$/.exec(under)?.[1];
  if (comment === undefined || request.method !== "POST") return null;
  const there = await emulator.send("kim", "GET", `/repos/${state.place}/issues/comments/${comment}`);
  if (there.status !== 200) return refuse(404, "Not Found");
  const content = String(asRecord(request.body)["content"]);
  if (!SIGNS.includes(content)) return refuse(422, "Validation Failed");
  const given = state.reactions.findIndex(
    (one) => one.comment === Number(comment) && one.login === login && one.content === content,
  );
  if (given === -1) state.reactions.push({ comment: Number(comment), login, content });
  const id = given === -1 ? state.reactions.length : given + 1;
  const user = asRecord((await emulator.send("kim", "GET", `/users/${encodeURIComponent(login)}`)).data);
  const data = { id, node_id: `REA_${id}`, user, content, created_at: "2026-06-01T09:00:00Z" };
  return { status: given === -1 ? 201 : 200, data };
}

/** Everything said in the repository: the emulator takes this address for an issue's, so it is put together here. Null for any other request. */
export async function respondComments(
  state: State,
  emulator: Emulator,
  request: SeenRequest,
  under: string,
): Promise<Reply | null> {
  if (under !== "/issues/comments" || request.method !== "GET") return null;
  const since = request.query.get("since") ?? "";
  const root = `/repos/${state.place}/issues`;
  const said: Json[] = [];
  for (let page = 1; ; page++) {
    const issues = await emulator.send("kim", "GET", `${root}?state=all&per_page=100&page=${page}`);
    const found = (issues.data as readonly unknown[]).map(asRecord);
    for (const issue of found.filter((one) => Number(one["comments"]) > 0 && !state.gone.has(Number(one["number"])))) {
      const comments = await emulator.send("kim", "GET", `${root}/${Number(issue["number"])}/comments?per_page=100`);
      said.push(...(comments.data as readonly unknown[]).map(asRecord));
    }
    if (found.length < 100) break;
  }
  const listed = said
    .filter((comment) => String(comment["updated_at"]) >= since)
    .sort((a, b) => Number(a["id"]) - Number(b["id"]));
  return paginate(request, listed);
}

function paginate(request: SeenRequest, rows: readonly Json[]): Reply {
  const size = Number(request.query.get("per_page") ?? "30");
  const page = Number(request.query.get("page") ?? "1");
  const data = rows.slice((page - 1) * size, page * size);
  if (page * size >= rows.length) return { status: 200, data };
  const next = new URLSearchParams(request.query);
  next.set("page", String(page + 1));
  next.set("after", `cursor-${page + 1}`);
  const host = `http://${request.headers["host"] ?? ""}`;
  const link = `<${host}/repositories/${REPOSITORY_ID}/issues/comments?${next.toString()}>; rel="next"`;
  return { status: 200, data, headers: { link } };
}
