import type { Call } from "./failure.ts";
import { Refusal, type Sender } from "./sender.ts";

/** A question or a mutation, and what stands for its variables. */
export interface Document {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Sending {
  readonly url: URL;
  readonly token: string | null;
  readonly call: Call;
  readonly document: Document;
}

/**
 * Past the SDK, which would spell the variables' names its own way. GraphQL answers a refusal with a 200 and its reason:
 * it becomes a `Refusal` like any other.
 */
export async function sendDocument(sender: Sender, { url, token, call, document }: Sending): Promise<unknown> {
  const { body } = await sender.send({
    method: "POST",
    url,
    headers: { "content-type": "application/json", ...(token === null ? {} : { "private-token": token }) },
    body: JSON.stringify({ query: document.text, variables: document.variables }),
    ...(call.writes ? {} : { asks: true }),
  });
  const { data, errors } = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  if (!Array.isArray(errors) || errors.length === 0) return data;
  const words = errors
    .map((error) => (error as { readonly message?: unknown } | null)?.message)
    .filter((message) => typeof message === "string");
  const hidden = words.some((message) => /does not exist or you don't have permission/i.test(message));
  throw new Refusal(hidden ? 403 : 422, { message: words.join("; ") });
}
