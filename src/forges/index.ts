import type { ForgeConnection, ForgeReader, ForgeWriter } from "./types.ts";

export { connectCohort } from "./connect.ts";

/** Opens a way to one forge project that can only read. The SDK is loaded here, so that `--help` need not wait for it. */
export async function openReader(connection: ForgeConnection): Promise<ForgeReader> {
  switch (connection.kind) {
    case "local":
      return (await import("./local/index.ts")).openLocalReader(connection);
    case "gitlab":
      return (await import("./gitlab/index.ts")).openGitLabReader(connection);
    case "github":
      return (await import("./github/index.ts")).openGitHubReader(connection);
  }
}

/** The same, able to write. */
export async function openWriter(connection: ForgeConnection): Promise<ForgeWriter> {
  switch (connection.kind) {
    case "local":
      return (await import("./local/index.ts")).openLocalWriter(connection);
    case "gitlab":
      return (await import("./gitlab/index.ts")).openGitLabWriter(connection);
    case "github":
      return (await import("./github/index.ts")).openGitHubWriter(connection);
  }
}
