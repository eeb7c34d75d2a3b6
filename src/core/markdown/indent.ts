/** Columns before the first character of a text; a tab reaches to the next multiple of four. */
export function columnOf(text: string): number {
  return widthOf(/^[ \t]*/.exec(text)?.[0] ?? "", 0);
}

/** The column at which what a list item holds must start. */
export function contentColumn(item: string): number {
  const match = /^([ \t]*)([-*+]|\d{1,9}[.)])([ \t]*)([^\r\n]?)/.exec(item);
  if (match === null) return columnOf(item);
  const [, indent = "", marker = "", blank = "", content = ""] = match;
  const start = widthOf(indent, 0) + marker.length;
  const spaces = widthOf(blank, start) - start;
  return content === "" || spaces === 0 || spaces > 4 ? start + 1 : start + spaces;
}

/** All lines moved right, or left as far as they have room. */
export function shiftBlock(text: string, by: number): string {
  if (by === 0) return text;
  if (by > 0) return text.replace(/^(?=[^\r\n])/gm, " ".repeat(by));
  return text.replace(/^[ \t]+/gm, (indent) => " ".repeat(Math.max(0, widthOf(indent, 0) + by)));
}

/** An item of ours with the sign its neighbour's list has: a different one would start a new list. */
export function withBullet(item: string, neighbour: string): string {
  const bullet = /^[ \t]*([-*+])(?=[ \t])/.exec(neighbour)?.[1];
  if (bullet !== undefined) return item.replace(/^([ \t]*)[-*+](?=[ \t])/, `$1${bullet}`);
  const delimiter = /^[ \t]*\d{1,9}([.)])/.exec(neighbour)?.[1];
  return delimiter === undefined ? item : item.replace(/^([ \t]*\d{1,9})[.)]/, `$1${delimiter}`);
}

function widthOf(indent: string, from: number): number {
  let column = from;
  for (const sign of indent) column += sign === "\t" ? 4 - (column % 4) : 1;
  return column;
}
