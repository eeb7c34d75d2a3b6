import type { ForgeProfile } from "../../forge/forge-profile.ts";
import {
  findForge,
  isHosted,
  listAddresses,
  type HostedForge,
  type KnownForges,
} from "../../forge/known-forges.ts";
import { InvariantError } from "../../diagnostics/errors.ts";
import type { ForgeTarget } from "../../model/cohort.ts";
import type { Fault } from "../problems/finding.ts";
import { quote } from "../problems/quoting.ts";
import { listChoices } from "../../text/list-words.ts";

/** `forge` as a mapping, after the schema has passed it. */
export interface ForgeEntry {
  readonly kind: string;
  readonly url?: string | undefined;
  readonly project?: string | undefined;
  readonly public?: string | undefined;
  readonly private?: string | undefined;
  readonly group?: string | undefined;
  readonly accounts?: readonly string[] | undefined;
}

/** A forge without a server as the place of a cohort: a folder for each lane. */
export function buildFolder(profile: ForgeProfile): ForgeTarget {
  return {
    profile,
    url: null,
    projects: { public: "public", team: "team", private: "private" },
    group: null,
    accounts: [],
  };
}

/** The one that needs no address, where a file says nothing; null where every forge needs one. */
export function findDefault(forges: KnownForges): ForgeTarget | null {
  const folder = forges.find((forge) => !isHosted(forge));
  return folder === undefined ? null : buildFolder(folder);
}

/** Some forge, for what is wrong with the rest of a file whose own forge is wrong. */
export function standIn(forges: KnownForges): ForgeTarget {
  const [first] = forges;
  if (first === undefined) throw new InvariantError("no forge is known");
  return findDefault(forges) ?? buildTarget(first, first.server?.project.example ?? "");
}

function buildTarget(profile: ForgeProfile, project: string): ForgeTarget {
  return {
    profile,
    url: null,
    projects: { public: project, team: project, private: project },
    group: null,
    accounts: [],
  };
}

/** What is wrong with `forge: gitlab.com/acme/internships`, or null. */
export function checkForgeText(text: string, forges: KnownForges): Fault | null {
  const parsed = parseForgeText(text, forges);
  return "fault" in parsed ? parsed.fault : null;
}

/** Where an address leads, and to what kind of forge as far as the host tells. */
export function parseForgeText(
  text: string,
  forges: KnownForges,
): { readonly target: ForgeTarget } | { readonly fault: Fault } {
  const named = findForge(forges, text);
  if (named !== null && !isHosted(named)) return { target: buildFolder(named) };
  if (named !== null) return refuse("bad-forge", `${named.kind} alone names no ${nounOf(named)}`, describeAddress([named]));
  const cloned = readCloneAddress(text);
  if (cloned !== null)
    return refuse("bad-forge", `${quote(text)} is an address for git, not one of the web`, `Did you mean ${cloned}?`);
  const address = parseAddress(/^https?:\/\//.test(text) ? text : `https://${text}`);
  if (address === null)
    return refuse("bad-forge", `${quote(text)} is not the address of a project`, describeAddress(forges));
  if (address.username !== "" || address.password !== "") {
    return refuse(
      "bad-forge",
      "the address holds a name or a password",
      "Leave it out, and give the token in the environment: this file is no place for it.",
    );
  }
  const forge = forgeOfHost(address.hostname, forges);
  if (forge === null) {
    const remedy = address.hostname.includes(".") ? describeMapping(forges) : describeAddress(forges);
    return refuse("unknown-forge", `nothing in ${quote(text)} tells what kind of forge it is`, remedy);
  }
  const project = address.pathname.replace(/^\/|\/$|\.git\/?$/g, "");
  const fault = checkProject(forge, project);
  if (fault !== null) return { fault };
  const url = `${address.protocol}//${address.host}`;
  return { target: { ...buildTarget(forge, project), url } };
}

function nounOf({ server }: ForgeProfile): string {
  return server?.project.noun ?? "folder";
}

/** `gitlab.com/acme/internships` of `git@gitlab.com:acme/internships.git` and of `ssh://git@…`; null for anything else. */
function readCloneAddress(text: string): string | null {
  const found = /^(?:ssh:\/\/)?[\w.-]{1,60}@([\w.-]{1,200})(?::\d{1,5}\/|[:/])([\w./-]{1,400})$/.exec(text);
  return found === null ? null : `${found[1] ?? ""}/${(found[2] ?? "").replace(/^\/|\.git$/g, "")}`;
}

function describeAddress(forges: KnownForges): string {
  return `Write host and project, such as ${listChoices(listAddresses(forges))}.`;
}

function describeMapping(forges: KnownForges): string {
  const [first, ...others] = forges.filter(isHosted).map(({ kind }) => kind);
  const rest = others.map((kind) => `kind: ${kind}`);
  return `Write { kind: ${first ?? ""}, url: https://…, project: … }${rest.length === 0 ? "" : `, or ${listChoices(rest)}`}.`;
}

/** A forge from its mapping, whose `kind` is known; a fault names the key it is about. */
export function buildForge(
  entry: ForgeEntry,
  forges: KnownForges,
): { readonly target: ForgeTarget } | { readonly key: keyof ForgeEntry; readonly fault: Fault } {
  const profile = findForge(forges, entry.kind);
  if (profile === null) throw new InvariantError(`the schema let ${entry.kind} pass as a kind of forge`);
  if (!isHosted(profile)) return buildBare(profile, entry);
  const { server } = profile;
  const { project } = entry;
  if (project === undefined) {
    return {
      key: "project",
      fault: {
        code: "missing-key",
        message: "`forge.project` is missing",
        remedy: `Name the project that holds the issues, such as ${server.project.example}.`,
      },
    };
  }
  for (const key of ["project", "public", "private"] as const) {
    const fault = checkProject(profile, entry[key] ?? project);
    if (fault !== null) return { key, fault };
  }
  const group = checkGroup(profile, entry.group);
  if (group !== null) return { key: "group", fault: group };
  const projects = { public: entry.public ?? project, team: project, private: entry.private ?? project };
  const url = entry.url === undefined ? null : entry.url.replace(/(?<!\/)\/+$/, "");
  const accounts = [...new Set(entry.accounts ?? [])].sort();
  return {
    target: {
      profile,
      url,
      projects,
      group: entry.group ?? null,
      accounts,
    },
  };
}

function checkGroup({ name, server }: HostedForge, group: string | undefined): Fault | null {
  if (group === undefined) return null;
  if (server.group === null)
    return { code: "bad-forge", message: `${name} has no groups`, remedy: "Leave `group` out." };
  if (server.group.isName(group)) return null;
  return {
    code: "bad-forge",
    message: `${quote(group)} is not a group`,
    remedy: "Write it as in its address, such as acme.",
  };
}

/** A forge that needs its kind and nothing else. */
function buildBare(profile: ForgeProfile, entry: ForgeEntry): ReturnType<typeof buildForge> {
  for (const key of ["url", "project", "public", "private", "group", "accounts"] as const) {
    if (entry[key] === undefined) continue;
    return {
      key,
      fault: {
        code: "bad-forge",
        message: `\`${key}\` means nothing to the ${profile.kind} forge`,
        remedy: "Leave it out: --dir says which folder holds the issues.",
      },
    };
  }
  return { target: buildFolder(profile) };
}

function forgeOfHost(host: string, forges: KnownForges): HostedForge | null {
  const labels = host.split(/[.-]/);
  return forges.filter(isHosted).find(({ server }) => labels.includes(server.hostWord)) ?? null;
}

function parseAddress(text: string): URL | null {
  if (/[\s<>"'`\\?#]/.test(text) || !URL.canParse(text)) return null;
  return new URL(text);
}

/** What is wrong with the name of a project of a forge, or null. */
export function checkProject({ name, server }: HostedForge, project: string): Fault | null {
  const { noun, isName, remedy } = server.project;
  if (isName(project)) return null;
  return { code: "bad-forge", message: `${quote(project)} is not a ${name} ${noun}`, remedy };
}

function refuse(code: Fault["code"], message: string, remedy: string): { readonly fault: Fault } {
  return { fault: { code, message, remedy } };
}
