/** `a`, `a and b`, `a, b and c`: in English, for what the program itself says. */
export function listWords(words: readonly string[]): string {
  return joinWords(words, "and");
}

/** `a`, `a or b`, `a, b or c`. */
export function listChoices(words: readonly string[]): string {
  return joinWords(words, "or");
}

function joinWords(words: readonly string[], last: string): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1) ?? ""}`;
}
