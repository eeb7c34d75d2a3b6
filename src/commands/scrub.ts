import type { Io, Output } from "./types.ts";

/** Shorter ones would turn up in ordinary words; no forge gives out any. */
const SHORTEST = 8;

/** Strings that must never be printed. */
export interface Secrets {
  add(secret: string): void;
  scrub(text: string): string;
}

/** A last defence: nothing is known to print a token, and if something did, this would hide it. */
export function collectSecrets(env: Io["env"]): Secrets {
  const secrets = new Set<string>();
  const add = (secret: string) => {
    const trimmed = secret.trim();
    if (trimmed.length < SHORTEST) return;
    for (const form of [trimmed, encodeURIComponent(trimmed), Buffer.from(trimmed).toString("base64")])
      secrets.add(form);
  };
  for (const [name, value] of Object.entries(env)) if (/TOKEN/i.test(name) && value !== undefined) add(value);
  return {
    add,
    scrub: (text) =>
      [...secrets]
        .sort((a, b) => b.length - a.length)
        .reduce((clean, secret) => clean.replaceAll(secret, "[token]"), text),
  };
}

export function scrubOutput(output: Output, secrets: Secrets): Output {
  return {
    write: (text) => output.write(secrets.scrub(text)),
    get isTTY() {
      return output.isTTY;
    },
    get columns() {
      return output.columns;
    },
  };
}
