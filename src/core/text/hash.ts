const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * Six characters of `0-9A-Za-z` (about 35 bits) that stand for a text in the marker. Not for secrets: it only has
 * to tell "the same as we wrote" from "edited". Two 32-bit FNV-1a passes with different seeds, mixed.
 */
export function hashText(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
    b ^= b >>> 13;
  }
  let value = mix(a ^ text.length) * 0x100000 + (mix(b) & 0xfffff);
  let hash = "";
  for (let index = 0; index < 6; index++) {
    hash += ALPHABET[value % 62] ?? "0";
    value = Math.floor(value / 62);
  }
  return hash;
}

/** What the marker keeps of a field's last applied value. */
export function hashField(value: string | null): string {
  return hashText(value === null ? "\0" : value.trim());
}

/** The finalizer of MurmurHash3: every input bit reaches every output bit. */
function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
