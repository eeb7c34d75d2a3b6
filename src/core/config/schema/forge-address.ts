import type { ForgeKind, ForgeTarget } from "../../model/cohort.ts";
import type { Fault } from "../problems/finding.ts";
import { checkOneOf } from "./check-text.ts";
import { quote } from "../problems/quoting.ts";

export const FORGE_KINDS = ["local", "gitlab", "github"] as const satisfies readonly ForgeKind[];

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

export const LOCAL_FORGE: ForgeTarget = {
  kind: "local",
  url: null,
  projects: { public: "public", team: "team", private: "private" },
  group: null,
  accounts: [],
};

const EXAMPLES = "such as gitlab.com/acme/internships, github.com/acme/internships or local";

export const checkForgeKind = checkOneOf(FORGE_KINDS, "unknown-forge", "a kind of forge");

/** What is wrong with `forge: gitlab.com/acme/internships`, or null. */
export function checkForgeText(text: string): Fault | null {
  const parsed = parseForgeText(text);
  return "fault" in parsed ? parsed.fault : null;
}

/** Where an address leads, and to what kind of forge as far as the host tells. */
export function parseForgeText(text: string): { readonly target: ForgeTarget } | { readonly fault: Fault } {
  if (text === "local") return { target: LOCAL_FORGE };
  const address = parseAddress(/^https?:\/\//.test(text) ? text : `https://${text}`);
  if (address === null)
    return refuse(
      "bad-forge",
      `${quote(text)} is not the address of a project`,
      `Write host and project, ${EXAMPLES}.`,
    );
  if (address.username !== "" || address.password !== "") {
    return refuse(
      "bad-forge",
      "the address holds a name or a password",
      "Leave it out, and give the token in the environment: this file is no place for it.",
    );
  }
  const kind = kindOfHost(address.hostname);
  if (kind === null) {
    const remedy = address.hostname.includes(".")
      ? "Write { kind: gitlab, url: https://…, project: … }, or kind: github."
      : `Write host and project, ${EXAMPLES}.`;
    return refuse("unknown-forge", `nothing in ${quote(text)} tells what kind of forge it is`, remedy);
  }
  const project = address.pathname.replace(/^\/|\/$|\.git\/?$/g, "");
  const fault = checkProject(kind, project);
  if (fault !== null) return { fault };
  const url = `${address.protocol}//${address.host}`;
  const isDefault = url === `https://${kind}.com`;
  return {
    target: {
      kind,
      url: isDefault ? null : url,
      projects: { public: project, team: project, private: project },
      group: null,
      accounts: [],
    },
  };
}

/** A forge from its mapping; a fault names the key it is about. */
export function buildForge(
  entry: ForgeEntry,
): { readonly target: ForgeTarget } | { readonly key: keyof ForgeEntry; readonly fault: Fault } {
  if (entry.kind === "local") return buildLocal(entry);
  const kind = entry.kind === "github" ? "github" : "gitlab";
  const { project } = entry;
  if (project === undefined) {
    return {
      key: "project",
      fault: {
        code: "missing-key",
        message: "`forge.project` is missing",
        remedy: "Name the project that holds the issues, such as acme/internships.",
      },
    };
  }
  for (const key of ["project", "public", "private"] as const) {
    const fault = checkProject(kind, entry[key] ?? project);
    if (fault !== null) return { key, fault };
  }
  const group = checkGroup(kind, entry.group);
  if (group !== null) return { key: "group", fault: group };
  const projects = { public: entry.public ?? project, team: project, private: entry.private ?? project };
  const url = entry.url === undefined ? null : entry.url.replace(/\/+$/, "");
  const accounts = [...new Set(entry.accounts ?? [])].sort();
  return {
    target: { kind, url: url === `https://${kind}.com` ? null : url, projects, group: entry.group ?? null, accounts },
  };
}

function checkGroup(kind: "gitlab" | "github", group: string | undefined): Fault | null {
  if (group === undefined) return null;
  if (kind === "github") return { code: "bad-forge", message: "GitHub has no groups", remedy: "Leave `group` out." };
  if (group.split("/").every(isSegment)) return null;
  return {
    code: "bad-forge",
    message: `${quote(group)} is not a group`,
    remedy: "Write it as in its address, such as acme.",
  };
}

function buildLocal(entry: ForgeEntry): ReturnType<typeof buildForge> {
  for (const key of ["url", "project", "public", "private", "group", "accounts"] as const) {
    if (entry[key] === undefined) continue;
    return {
      key,
      fault: {
        code: "bad-forge",
        message: `\`${key}\` means nothing to the local forge`,
        remedy: "Leave it out: --dir says which folder holds the issues.",
      },
    };
  }
  return { target: LOCAL_FORGE };
}

function kindOfHost(host: string): "gitlab" | "github" | null {
  const labels = host.split(/[.-]/);
  if (labels.includes("gitlab")) return "gitlab";
  return labels.includes("github") ? "github" : null;
}

function parseAddress(text: string): URL | null {
  if (/[\s<>"'`\\?#]/.test(text) || !URL.canParse(text)) return null;
  return new URL(text);
}

/** What is wrong with the name of a project or repository of a forge, or null. */
export function checkProject(kind: "gitlab" | "github", project: string): Fault | null {
  const parts = project.split("/");
  const isRight = kind === "github" ? parts.length === 2 : parts.length >= 2;
  if (isRight && parts.every(isSegment)) return null;
  const remedy =
    kind === "github"
      ? "Write owner and repository, such as acme/internships."
      : "Write group and project, such as acme/internships.";
  return {
    code: "bad-forge",
    message: `${quote(project)} is not a ${kind === "github" ? "GitHub repository" : "GitLab project"}`,
    remedy,
  };
}

function isSegment(part: string): boolean {
  return /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,254}$/.test(part) && !/^\.+$/.test(part);
}

function refuse(code: Fault["code"], message: string, remedy: string): { readonly fault: Fault } {
  return { fault: { code, message, remedy } };
}
