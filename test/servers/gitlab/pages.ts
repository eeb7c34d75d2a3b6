import type { Json, Reply, SeenRequest } from "./http.ts";

/** One page of `rows` with GitLab's headers: above `countLimit` rows there is no total and no last page. */
export function paginate<T>(
  request: SeenRequest,
  params: Json,
  rows: readonly T[],
  options: { readonly countLimit: number; readonly render: (row: T) => Json },
): Reply {
  const page = Math.max(1, Number(params["page"] ?? 1));
  const size = Math.min(100, Math.max(1, Number(params["per_page"] ?? 20)));
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const next = page < pages ? page + 1 : null;
  const counted = rows.length <= options.countLimit;
  const link = (number: number, name: string): string => {
    const query = new URLSearchParams(request.query);
    query.set("page", String(number));
    query.set("per_page", String(size));
    return `<${request.origin}${request.path}?${query.toString()}>; rel="${name}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, "prev")] : []),
    ...(next === null ? [] : [link(next, "next")]),
    link(1, "first"),
    ...(counted ? [link(pages, "last")] : []),
  ];
  return {
    status: 200,
    body: rows.slice((page - 1) * size, page * size).map((row) => options.render(row)),
    headers: {
      link: links.join(", "),
      "x-page": String(page),
      "x-per-page": String(size),
      "x-prev-page": page > 1 ? String(page - 1) : "",
      "x-next-page": next === null ? "" : String(next),
      ...(counted ? { "x-total": String(rows.length), "x-total-pages": String(pages) } : {}),
    },
  };
}
