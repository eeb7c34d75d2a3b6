import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Makes the one copy that gitlab-ci-local asks rsync for before a job, and refuses whatever else rsync could do. */
const COPIER = `#!/bin/sh
asked="$*"
refuse() {
  echo "This stand-in for rsync refuses $1: rsync $asked" >&2
  exit 64
}
[ "$#" -eq 8 ] || refuse "other words"
case "$4" in --exclude-from=*) ;; *) refuse "other options" ;; esac
[ "$1 $2 $3 $5" = "-a --delete-excluded --delete --exclude" ] || refuse "other options"
[ "$6 $7" = "../state/ ./" ] || refuse "another source"
case "$8" in ../state/builds/?*/) ;; *) refuse "another target" ;; esac
[ -z "$(cat "\${4#*=}")" ] || refuse "files to leave out"
[ -d "$8" ] && [ -z "$(ls -A "$8")" ] || refuse "a target that is no empty folder"
exec cp -RPp ./. "$8"
`;

/**
 * Puts a program named `rsync` into a new folder. gitlab-ci-local copies the project with rsync before it runs a job; with
 * this one first on the PATH no test asks for rsync on the machine. It copies a repository that has nothing but what git
 * has into an empty folder, which is all that our tests need; anything else ends with exit code 64 and what was asked.
 */
export async function writeCopier(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "rsync"), COPIER);
  await chmod(join(folder, "rsync"), 0o755);
}
