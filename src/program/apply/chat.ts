import { UsageError } from "../../core/diagnostics/errors.ts";

/** What became of a message sent to a chat; reasons never hold its address, which is a secret. */
export type Told =
  | { readonly is: "said" }
  | { readonly is: "unknown" }
  | { readonly is: "refused"; readonly reason: string };

/** Says something in a chat, once. */
export type Chat = (text: string) => Promise<Told>;

/** Milliseconds before an answer is given up. */
const PATIENCE = 10_000;

/** The address of an incoming webhook of Slack or Mattermost, or null where none is set. Throws `UsageError` for what is none. */
export function readWebhook(env: Readonly<Record<string, string | undefined>>): URL | null {
  const text = env["FLEDGLING_WEBHOOK"]?.trim() ?? "";
  if (text === "") return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isHere = url !== null && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url?.protocol === "https:" || (url?.protocol === "http:" && isHere)) return url;
  throw new UsageError("FLEDGLING_WEBHOOK is not the address of a webhook: it begins with https://.");
}

/** A chat behind a webhook: each word is one request, never sent twice, and never led elsewhere. */
export function openChat(url: URL, stop: AbortSignal): Chat {
  return async (text) => {
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ text }),
        redirect: "manual",
        signal: AbortSignal.any([stop, AbortSignal.timeout(PATIENCE)]),
      });
      await answer.body?.cancel();
      if (answer.ok) return { is: "said" };
      return answer.status >= 500
        ? { is: "unknown" }
        : { is: "refused", reason: `the chat answered with ${answer.status}` };
    } catch (error) {
      return isUnreached(error) ? { is: "refused", reason: "the chat cannot be reached" } : { is: "unknown" };
    }
  };
}

const UNREACHED = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];

/** Whether nothing can have arrived, since no connection came about. */
function isUnreached(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && "code" in cause && UNREACHED.includes(String(cause.code));
}
