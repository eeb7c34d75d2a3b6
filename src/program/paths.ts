import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { InvariantError } from "../core/diagnostics/errors.ts";

/** Folder of the templates that come with Fledgling. */
export function templatesFolder(): string {
  return join(packageFolder(), "templates");
}

/** Folder of the package, whether this runs from `src`, from the library or from a chunk of the bundle: the next one up with its manifest. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!isPackage(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new InvariantError("The folder that Fledgling is installed in has no package.json");
    folder = parent;
  }
  return folder;
}

function isPackage(manifest: string): boolean {
  if (!existsSync(manifest)) return false;
  const content: unknown = JSON.parse(readFileSync(manifest, "utf8"));
  return typeof content === "object" && content !== null && "name" in content && content.name === "fledgling";
}
