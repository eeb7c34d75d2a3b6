import { Refusal } from "../../http/failures.ts";
import type { Sender } from "../../http/sender.ts";
import type { Call } from "./failure.ts";
import { OWN_HEADERS, readBody } from "./gitbeaker.ts";

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
export async function sendDocument(
  sender: Pick<Sender, "send">,
  { url, token, call, document }: Sending,
): Promise<unknown> {
  const reply = await sender.send({
    method: "POST",
    url,
    headers: {
      "content-type": "application/json",
      ...(token === null ? {} : { "private-token": token }),
      ...OWN_HEADERS,
    },
    body: JSON.stringify({ query: document.text, variables: document.variables }),
    ...(call.writes ? {} : { asks: true }),
  });
  const body = readBody(reply);
  const { data, errors } = typeof body === "object" && body !== null ? body : {};
  if (!Array.isArray(errors) || errors.length === 0) return data;
  const words = errors
    .map((error) => (error as { readonly message?: unknown } | null)?.message)
    .filter((message) => typeof message === "string");
  const hidden = words.some((message) => /does not exist or you don't have permission/i.test(message));
  throw new Refusal(hidden ? 403 : 422, {}, { message: words.join("; ") });
}
