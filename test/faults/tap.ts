/** One request on its way. */
export interface Sent {
  readonly method: string;
  /** Path and query, without the host. */
  readonly address: string;
  /** Parsed; undefined where there is none. */
  readonly body: unknown;
}

/** Whether a request can change something: GraphQL's questions are asked by POST and change nothing. */
export function isWrite({ method, address, body }: Sent): boolean {
  if (method === "GET") return false;
  return !isGraphQL(address) || /^\s*mutation\b/.test((body as { readonly query?: string }).query ?? "");
}

export function isGraphQL(address: string): boolean {
  return address.endsWith("/graphql");
}

/** What happens to the requests from this process to one server, on their way. */
interface Tap {
  /** True: the request goes to a port on which nobody listens. */
  readonly refuses?: (sent: Sent) => Promise<boolean>;
  /** What the client gets in place of the server's answer. */
  readonly changes?: (url: URL, answer: Response) => Promise<Response>;
}

const taps = new Set<Tap & { readonly origin: string }>();
const real = globalThis.fetch;

/** One below those that are given out to servers, so that none of them ever gets a request that was to be refused. */
const CLOSED_PORT = 2;

/** Puts a tap between this process and the server at `origin`; gives the function that takes it away. */
export function tapServer(origin: string, tap: Tap): () => void {
  const mine = { ...tap, origin };
  globalThis.fetch = sendThroughTaps;
  taps.add(mine);
  return () => {
    taps.delete(mine);
    if (taps.size === 0) globalThis.fetch = real;
  };
}

const sendThroughTaps: typeof fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const sent = {
    method: init?.method ?? "GET",
    address: addressOf(url.pathname, url.searchParams),
    body: typeof init?.body === "string" ? (JSON.parse(init.body) as unknown) : undefined,
  };
  const mine = [...taps].filter((tap) => tap.origin === url.origin);
  for (const { refuses } of mine)
    if ((await refuses?.(sent)) === true) return real(`http://127.0.0.1:${CLOSED_PORT}${url.pathname}`, init);
  let answer = await real(input, init);
  for (const { changes } of mine) answer = (await changes?.(url, answer)) ?? answer;
  return answer;
};

export function addressOf(path: string, query: URLSearchParams): string {
  const tail = query.toString();
  return tail === "" ? path : `${path}?${tail}`;
}

/** A server whose listings of issues lag behind: those by label, or all of them, do not have some numbers yet. */
export function lagListings(
  origin: string,
  listings: "by label" | "all",
  hides: (number: number) => boolean,
): () => void {
  return tapServer(origin, {
    changes: async (url, answer) => {
      const listing = url.pathname.endsWith("/issues") && answer.ok;
      if (!listing || (listings === "by label" && !url.searchParams.has("labels"))) return answer;
      const body: unknown = await answer.json();
      const shown = Array.isArray(body) ? body.filter((issue) => !hides(numberOf(issue))) : body;
      return new Response(JSON.stringify(shown), {
        status: answer.status,
        headers: { "content-type": "application/json" },
      });
    },
  });
}

function numberOf(issue: unknown): number {
  const { number, iid } = issue as { readonly number?: number; readonly iid?: number };
  return number ?? iid ?? 0;
}
