import type { ServerResponse } from "node:http";
import type { Reply } from "./request.ts";

/** What goes wrong with one request, before the server acted on it or `after`. */
export type Fault = { readonly after?: boolean } & (
  | { readonly kind: "reset" }
  | { readonly kind: "hang" }
  | { readonly kind: "html" }
  | { readonly kind: "truncated" }
  | {
      readonly kind: "status";
      readonly status: number;
      readonly data?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
);

export function failWith(response: ServerResponse, fault: Fault, reply: Reply | null): void {
  if (fault.kind === "hang") return;
  if (fault.kind === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  if (fault.kind === "html") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end("<!doctype html><title>Sign in</title><p>Please sign in to the network.");
    return;
  }
  if (fault.kind === "truncated") {
    const text = JSON.stringify(reply?.data ?? { number: 1 });
    response.writeHead(reply?.status ?? 200, {
      "content-type": "application/json; charset=utf-8",
      "content-length": String(text.length + 100),
    });
    response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.socket?.destroy());
    return;
  }
  response.writeHead(fault.status, { "content-type": "application/json; charset=utf-8", ...fault.headers });
  response.end(JSON.stringify(fault.data ?? { message: "Server Error" }));
}
