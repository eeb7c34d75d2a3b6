/** One source line with a caret below the fault: `12 |   mentr: grace` and `   |   ^^^^^`. Line and column are 1-based. */
export function renderExcerpt(source: string, line: number, column: number, length = 1): string | null {
  const text = source.split(/\r\n|\r|\n/)[line - 1];
  if (text === undefined) return null;
  const from = Math.max(0, column - 41);
  const shown = text.slice(from, from + 100);
  const number = String(line);
  const carets = "^".repeat(Math.max(1, Math.min(length, shown.length - (column - 1 - from))));
  const indent = shown.slice(0, column - 1 - from).replace(/[^\t]/g, " ");
  return `${number} | ${shown}\n${" ".repeat(number.length)} | ${indent}${carets}`;
}
