import { isAbsolute, relative, sep } from "node:path";

/** A file of the local forge as somebody in `cwd` would type it; addresses stay as they are. */
export function shortenPath(url: string, cwd: string): string {
  if (!isAbsolute(url)) return url;
  const below = relative(cwd, url);
  return below === "" || below.startsWith(`..${sep}`) || isAbsolute(below) ? url : below;
}
