import type { KnownForges } from "../../core/forge/known-forges.ts";
import type { Io, Output } from "./io.ts";

/** Shorter ones would turn up in ordinary words; no forge gives out any. */
const SHORTEST = 8;

/** Strings that must never be printed. */
export interface Secrets {
  add(secret: string): void;
  scrub(text: string): string;
}

/** Names of variables that hold what nobody should read: `GITHUB_PAT`, `DB_PASSWORD`, `AWS_SECRET_ACCESS_KEY`. */
const SECRET_NAMES =
  /TOKEN|WEBHOOK|SECRET|PASSW|PASSPHRASE|CREDENTIAL|(?:^|_)PAT(?:_|$)|(?:API|ACCESS|PRIVATE|SIGNING|DEPLOY)_?KEY|(?:^|_)APP_KEY/i;

/**
 * Tokens by their shape, wherever they come from: of GitHub, GitLab, Slack and npm, an address of a Slack webhook, and
 * the key of an App. https://docs.gitlab.com/security/tokens/#token-prefixes,
 * https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
 */
const SHAPES: readonly RegExp[] = [
  /\bgh[oprsu]_[A-Za-z0-9]{20,255}/g,
  /\bgithub_pat_[A-Za-z0-9_]{20,255}/g,
  /\bgl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct|wt)-[\w.-]{16,300}/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,250}/g,
  /\bnpm_[A-Za-z0-9]{30,60}/g,
  /\bhooks\.slack(?:-gov)?\.com\/services\/[A-Za-z0-9/_-]{10,200}/g,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[A-Za-z0-9+/=\s]{0,20000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g,
];

/** A last defence: nothing is known to print a token, and if something did, this would hide it. */
export function collectSecrets(env: Io["env"], forges: KnownForges): Secrets {
  const tokens = new Set(forges.flatMap(({ server }) => server?.tokenVariable ?? []));
  const secrets = new Set<string>();
  const add = (secret: string) => {
    const trimmed = secret.trim();
    if (trimmed.length < SHORTEST) return;
    for (const form of [trimmed, encodeURIComponent(trimmed), ...encode(trimmed)]) secrets.add(form);
    // A key of several lines may be shown one of them at a time.
    if (trimmed.includes("\n")) for (const line of trimmed.split("\n")) add(line);
  };
  for (const [name, value] of Object.entries(env))
    if ((SECRET_NAMES.test(name) || tokens.has(name)) && value !== undefined) add(value);
  return {
    add,
    scrub: (text) => {
      const known = [...secrets]
        .sort((a, b) => b.length - a.length)
        .reduce((clean, secret) => hideCut(clean.replaceAll(secret, "[token]"), secret), text);
      return SHAPES.reduce((clean, shape) => clean.replace(shape, "[token]"), known);
    },
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
