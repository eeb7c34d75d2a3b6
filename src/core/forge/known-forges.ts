import type { ForgeProfile } from "./forge-profile.ts";
import type { ForgeServer } from "./forge-server.ts";

/** The forges that a run knows, in the order in which people read of them. */
export type KnownForges = readonly ForgeProfile[];

export type HostedForge = ForgeProfile & { readonly server: ForgeServer };

export function isHosted(forge: ForgeProfile): forge is HostedForge {
  return forge.server !== null;
}

/** The one of that kind, or null. */
export function findForge(forges: KnownForges, kind: string): ForgeProfile | null {
  return forges.find((forge) => forge.kind === kind) ?? null;
}

/** What a cohort file can say after `forge:`, those with a server first: `gitlab.com/acme/internships`, `local`. */
export function listAddresses(forges: KnownForges): readonly string[] {
  const folders = forges.filter((forge) => !isHosted(forge));
  return [
    ...forges.filter(isHosted).map(({ server }) => `${hostOf(server)}/${server.project.example}`),
    ...folders.map(({ kind }) => kind),
  ];
}

/** The public server as an address begins with it: `gitlab.com`. */
export function hostOf({ publicUrl }: ForgeServer): string {
  return publicUrl.replace(/^https?:\/\//, "");
}
