import type { KnownForges } from "../../core/forge/known-forges.ts";
import type { Io, Output } from "./io.ts";

/** Shorter ones would turn up in ordinary words; no forge gives out any. */
const SHORTEST = 8;

/** Strings that must never be printed. */
export interface Secrets {
  add(secret: string): void;
  scrub(text: string): string;
}

/** A last defence: nothing is known to print a token, and if something did, this would hide it. */
export function collectSecrets(env: Io["env"], forges: KnownForges): Secrets {
  const tokens = new Set(forges.flatMap(({ server }) => server?.tokenVariable ?? []));
  const secrets = new Set<string>();
  const add = (secret: string) => {
    const trimmed = secret.trim();
    if (trimmed.length < SHORTEST) return;
    for (const form of [trimmed, encodeURIComponent(trimmed), ...encode(trimmed)]) secrets.add(form);
  };
  for (const [name, value] of Object.entries(env))
    if ((/TOKEN|WEBHOOK/i.test(name) || tokens.has(name)) && value !== undefined) add(value);
  return {
    add,
    scrub: (text) =>
      [...secrets]
        .sort((a, b) => b.length - a.length)
        .reduce((clean, secret) => hideCut(clean.replaceAll(secret, "[token]"), secret), text),
  };
}

/** In base64 of both alphabets, wherever in a longer text it begins: `name:token` is how headers have it. */
function encode(secret: string): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.from(" ".repeat(before) + secret).toString("base64");
    // The first and the last signs hold bits of what is beside it.
    const own = text.slice(before === 0 ? 0 : before + 1, Math.floor(((before + Buffer.byteLength(secret)) * 4) / 3));
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** What is left of a secret where a message was cut in its middle. */
function hideCut(text: string, secret: string): string {
  if (!text.includes("…")) return text;
  let clean = text;
  for (let length = secret.length - 1; length >= SHORTEST; length--)
    clean = clean.replaceAll(`${secret.slice(0, length)}…`, "[token]…");
  return clean;
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
