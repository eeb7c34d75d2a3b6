import { randomBytes } from "node:crypto";
import type { Dirent } from "node:fs";
import { open, readdir, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { TemplateSource } from "../core/kinds/model/template-source.ts";
import { UsageError } from "../core/diagnostics/errors.ts";

/** One cohort file: its name as the user gave it, and its text. */
export interface ConfigSource {
  readonly file: string;
  readonly text: string;
}

/** Bytes; far more than a cohort, a template or a token needs, and little enough to hold in memory. */
const LARGEST = 1024 * 1024;

/** Folder whose cohorts are taken when no file is named. */
const CONFIG_FOLDER = "config";

const TEMPLATE = ".md.hbs";
/** What a translation says in place of the program's own words. */
const PHRASES = "words.yaml";

/** The named cohort files, each once; without names, those of `config/`. Throws `UsageError` naming every file that cannot be read. */
export async function readConfigs(files: readonly string[], cwd: string): Promise<readonly ConfigSource[]> {
  const names = files.length > 0 ? files : await listConfigs(cwd);
  const seen = new Set<string>();
  const sources: ConfigSource[] = [];
  const problems: string[] = [];
  for (const file of names) {
    try {
      const path = await realpath(resolve(cwd, file));
      if (seen.has(path)) continue;
      seen.add(path);
      sources.push({ file, text: await readText(path) });
    } catch (error) {
      problems.push(describeFailure(file, error));
    }
  }
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  return sources;
}

async function listConfigs(cwd: string): Promise<readonly string[]> {
  const entries = await readdir(join(cwd, CONFIG_FOLDER)).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return [];
    throw new UsageError(describeFailure(`${CONFIG_FOLDER}/`, error));
  });
  const found = entries.filter((name) => /^[^.].*\.ya?ml$/.test(name)).sort();
  if (found.length > 0) return found.map((name) => `${CONFIG_FOLDER}/${name}`);
  throw new UsageError(
    `There is no cohort file in ${CONFIG_FOLDER}/ here. Name one, such as \`fledgling plan path/to/cohort.yaml\`, or put it there.`,
  );
}

/**
 * Every template of the built-in folder and of the maintainer's own, by path, with slashes. A link that leads out of
 * its folder is refused: templates come from the trusted checkout alone.
 */
export async function readTemplates(
  builtin: string,
  own: { readonly folder: string; readonly shown: string } | null,
): Promise<readonly TemplateSource[]> {
  const sources = await readFolder({ root: await realpath(builtin), shown: "templates", own: false }, "");
  if (own === null) return sources;
  const root = await openFolder(own.folder, own.shown);
  const found = await readFolder({ root, shown: own.shown.replace(/(?<![\\/])[\\/]+$/, ""), own: true }, "");
  if (found.length === 0) throw new UsageError(`${own.shown} holds no template: their names end in ${TEMPLATE}.`);
  return [...sources, ...found];
}

async function openFolder(folder: string, shown: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    throw new UsageError(describeFailure(shown, error));
  }
}

interface Folder {
  /** Without links in it. */
  readonly root: string;
  readonly shown: string;
  readonly own: boolean;
}

async function readFolder(folder: Folder, below: string): Promise<readonly TemplateSource[]> {
  const sources: TemplateSource[] = [];
  for (const entry of await listEntries(folder, below)) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) sources.push(...(await readFolder(folder, path)));
    else if (entry.name.endsWith(TEMPLATE) || entry.name === PHRASES) sources.push(await readTemplate(folder, path));
  }
  return sources;
}

async function listEntries(folder: Folder, below: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(join(folder.root, below), { withFileTypes: true });
    return entries.filter((entry) => !entry.name.startsWith(".")).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw new UsageError(describeFailure(below === "" ? folder.shown : `${folder.shown}/${below}`, error));
  }
}

async function readTemplate(folder: Folder, path: string): Promise<TemplateSource> {
  const file = `${folder.shown}/${path}`;
  try {
    const target = await realpath(join(folder.root, path));
    if (!isInside(folder.root, target))
      throw new UsageError(`${file} is a link that leads out of ${folder.shown}; put the file itself there.`);
    return { path, file, text: await readText(target), own: folder.own };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(describeFailure(file, error));
  }
}

function isInside(root: string, target: string): boolean {
  const below = relative(root, target);
  return below !== "" && below !== ".." && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}

/** A token from a file of its own: one line, blanks around it ignored. Throws `UsageError`, never with what the file holds. */
export async function readToken(file: string, cwd: string): Promise<string> {
  try {
    const token = (await readText(resolve(cwd, file))).trim();
    if (/^[\u0021-\u007E]+$/.test(token)) return token;
  } catch (error) {
    throw new UsageError(describeFailure(file, error));
  }
  throw new UsageError(`${file} does not hold a token: it must be one line without blanks inside, and nothing else.`);
}

/** A report on disk, whole or not at all, readable by its owner alone: it may hold what logs must not. */
export async function writeReport(file: string, text: string, cwd: string): Promise<void> {
  const path = resolve(cwd, file);
  const aside = join(dirname(path), `.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const handle = await open(aside, "wx", 0o600);
    try {
      await handle.writeFile(text, "utf8");
    } finally {
      await handle.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw new UsageError(describeFailure(file, error, "written"));
  }
}

async function readText(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size > LARGEST) throw new TooLargeError();
  return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
}

class TooLargeError extends Error {
  override readonly name = "TooLargeError";
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EACCES: "this account has no right to it",
  EPERM: "the system does not permit it",
  EISDIR: "it is a folder; name the files in it",
  ENOTDIR: "something in its path is a file, not a folder",
  ELOOP: "its links lead in a circle",
  ENOSPC: "the disk is full",
  EROFS: "the disk is read-only",
  ENAMETOOLONG: "its name is too long",
  ERR_ENCODING_INVALID_ENCODED_DATA: "it is not UTF-8 text",
};

function describeFailure(file: string, error: unknown, what = "read"): string {
  const code = codeOf(error);
  const reason =
    error instanceof TooLargeError
      ? "it has more than a megabyte"
      : code === null
        ? null
        : (REASONS[code] ?? `the system says ${code}`);
  if (reason === null) throw error;
  return `${file} cannot be ${what}: ${reason}.`;
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
