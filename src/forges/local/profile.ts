import { countAsOne } from "../../core/forge/forge-behaviour.ts";
import type { ForgeProfile } from "../../core/forge/forge-profile.ts";
import type { ForgeWords } from "../../core/forge/forge-words.ts";

const GRANT = "Give this account the right to write to the folder, or choose another with --dir";
const READERS = "readers_folder";

const WORDS: ForgeWords = {
  role: "the right to write to the folder",
  apart: "that only coordinators have",
  grants: {
    issues: GRANT,
    comments: GRANT,
    labels: GRANT,
    assignees: GRANT,
    milestones: GRANT,
    confidential: GRANT,
    epics: GRANT,
  },
  schedules: null,
  without: {
    schedule: "files need none: run it when you like",
    token: "files need none",
    tier: "files have none",
    members: "files need no accounts",
    lane: "a folder, for whoever has it",
  },
  seats: null,
  readers: {
    everyone: READERS,
    internal: READERS,
    private: READERS,
    project: READERS,
    group: READERS,
    confidential: READERS,
    confidential_group: READERS,
  },
  listGaps: () => [],
};

/** Files in a folder: no server, no accounts, and nobody who is told of anything. */
export const LOCAL: ForgeProfile = {
  kind: "local",
  name: "a folder",
  server: null,
  behaviour: {
    hasAccounts: false,
    notifies: false,
    tellsReaders: false,
    // Each lane is a folder of its own, for whoever it is given to.
    hidesIssues: true,
    labelCase: "exact",
    labelsNeedRight: false,
    hasTiers: false,
    childrenUnder: null,
    unnamedAccount: null,
    countWrites: countAsOne,
    // A comment is a paragraph of a file.
    commentAnchor: null,
  },
  words: WORDS,
};
