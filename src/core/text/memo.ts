/** Characters of text that one memo keeps what was made of; past that it begins anew. */
const MOST_KEPT = 8_000_000;

/** What `make` gives for a text, made once: a run asks the same of the same texts many times over. `make` is pure. */
export function rememberText<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  let kept = 0;
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = make(text);
    if (kept + text.length > MOST_KEPT) {
      known.clear();
      kept = 0;
    }
    known.set(text, made);
    kept += text.length;
    return made;
  };
}
