import type { ForgeProfile } from "../../core/forge/forge-profile.ts";

/** Files in a folder: no server, no accounts, and nobody who is told of anything. */
export const LOCAL: ForgeProfile = {
  kind: "local",
  name: "a folder",
  server: null,
};
