import type { Fault } from "../problems/finding.ts";
import { hasHidden, quote } from "../problems/quoting.ts";

/** An address that people may click: http, https or mailto. */
export function checkLink(text: string): Fault | null {
  const address =
    hasHidden(text) || /[\s<>"`\\]/.test(text) || text.length > 2000 || !URL.canParse(text) ? null : new URL(text);
  if (address === null) {
    const remedy = /^[\w.+-]+@[\w.-]+$/.test(text)
      ? `Write mailto:${text}.`
      : "Write it whole, such as https://example.org/handbook.";
    return badLink(`${quote(text)} is not an address`, remedy);
  }
  if (!["http:", "https:", "mailto:"].includes(address.protocol)) {
    return badLink(
      `${quote(text)} does not begin with https://, http:// or mailto:`,
      "Use an address that anybody can open, such as https://example.org/handbook.",
    );
  }
  if (address.username === "" && address.password === "") return null;
  return badLink("the address holds a name or a password", "Leave it out: everybody who reads the issue would see it.");
}

/** The root of a forge, such as `example`, with a path where it lives under one. */
export function checkForgeUrl(text: string, example: string): Fault | null {
  const fault = checkLink(text);
  if (fault !== null) return fault;
  if (/^https?:\/\/[^?#]+$/.test(text)) return null;
  return badLink(
    `${quote(text)} is not the root of a forge`,
    `Write it as in the browser, without a project, such as ${example}.`,
  );
}

function badLink(message: string, remedy: string): Fault {
  return { code: "bad-link", message, remedy };
}
