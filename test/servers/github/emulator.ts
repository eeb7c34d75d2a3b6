import { createEmulator } from "emulate";
import type { Reply } from "./request.ts";

/** The stateful GitHub behind the wall: nobody here wrote it. It is more lenient than the real one. */
export interface Emulator {
  send(login: string | null, method: string, path: string, body?: unknown): Promise<Reply>;
  close(): Promise<void>;
}

/** One token's hour holds 5,000 requests, fewer than a long test sends. */
const TOKENS_EACH = 40;
const REQUESTS_EACH = 4000;

export async function startEmulator(
  place: string,
  logins: readonly string[],
  publicUrl: () => string,
): Promise<Emulator> {
  const [owner = "", name = ""] = place.split("/");
  const tokens: Record<string, { login: string }> = {};
  for (const login of logins) for (let index = 0; index < TOKENS_EACH; index++) tokens[`${login}#${index}`] = { login };
  const emulator = await createEmulator({
    service: "github",
    port: 0,
    seed: {
      tokens,
      github: {
        users: logins.map((login) => ({ login })),
        orgs: [{ login: owner }],
        repos: [{ owner, name, private: false, auto_init: false }],
      },
    },
  });
  const address = emulator.url.replace("localhost", "127.0.0.1");
  let sent = 0;
  return {
    send: async (login, method, path, body) => {
      sent += 1;
      const headers: Record<string, string> = { "content-type": "application/json" };
      if (login !== null) headers["authorization"] = `token ${login}#${Math.floor(sent / REQUESTS_EACH) % TOKENS_EACH}`;
      const response = await fetch(address + path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const relocate = (shown: string): string =>
        shown.replaceAll(emulator.url, publicUrl()).replaceAll(address, publicUrl());
      const text = relocate(await response.text());
      const found = response.headers.get("link");
      const link = found === null ? undefined : relocate(found);
      return {
        status: response.status,
        ...(link === undefined ? {} : { headers: { link } }),
        ...(text === "" ? {} : { data: JSON.parse(text) as unknown }),
      };
    },
    close: () => emulator.close(),
  };
}
