import { isHosted, type KnownForges } from "../../core/forge/known-forges.ts";

/** Shared ends of every command's help. */
export const EXIT_CODES = `Exit codes:
  0  done
  1  something failed, or nobody knows whether it was done; the report lists it
  2  the command line, a cohort file or a template is wrong; other cohorts are done all the same`;

/** The environment variables that a run reads, those of the forges there are included. */
export function describeEnvironment(forges: KnownForges): string {
  const servers = forges.flatMap(({ server }) => server ?? []);
  const tokens = servers.map(({ tokenVariable }) => tokenVariable);
  const addresses = servers.flatMap(({ api }) => api.variables.map(({ name }) => name));
  return `Environment:
${describeNames(tokens, "the forge's token; never an argument")}
  FLEDGLING_TOKEN_PUBLIC, FLEDGLING_TOKEN_TEAM, FLEDGLING_TOKEN_PRIVATE
                                 for a lane that lives in another project
${describeNames(addresses, "the server, as CI sets it, where the file names none")}
  FLEDGLING_WEBHOOK              an incoming webhook of Slack or Mattermost, for words to helpers
  FLEDGLING_TIMEOUT              seconds before a request is given up (30)
  FLEDGLING_PATIENCE             seconds a run waits on rate limits in all (900)
  FLEDGLING_PACING=off           no pauses between writes, for a server of your own
  CI, GITHUB_ACTIONS, GITLAB_CI  say that this is CI: see Privacy
  NO_COLOR                       no colours`;
}

/** A line of examples for a forge that needs nothing but a disk, where there is one. */
export function exampleOnDisk(forges: KnownForges, write: (kind: string) => string): string {
  const folder = forges.find((forge) => !isHosted(forge));
  return folder === undefined ? "" : `\n${write(folder.kind)}`;
}

const COLUMN = 33;

/** Names and what they are for, beside one another where both fit. */
function describeNames(names: readonly string[], what: string): string {
  const line = `  ${names.join(", ")}`;
  return line.length < COLUMN ? `${line.padEnd(COLUMN)}${what}` : `${line}\n${" ".repeat(COLUMN)}${what}`;
}

export const PRIVACY = `Privacy:
  In CI, issues of the lanes team and private are only counted, since many can read logs
  and artifacts. --lane all names them in the report; with --output FILE only there, and
  the log keeps to counts. Everywhere else everything is shown.`;

export const FILES = "Without files, every *.yaml of config/ is taken, each one cohort.";
