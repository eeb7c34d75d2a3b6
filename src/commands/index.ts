import type { CommandDefinition } from "./shell/types.ts";

/** A command as the list of all commands shows it; the rest is loaded when it is called. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<CommandDefinition>;
}

/** In the order a newcomer needs them. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "validate",
    summary: "check cohort files and templates; no network",
    load: async () => (await import("./validate-command.ts")).validateCommand,
  },
  {
    name: "plan",
    summary: "show what a run would do, and to whom; writes nothing",
    load: async () => (await import("./plan-command.ts")).planCommand,
  },
  {
    name: "apply",
    summary: "plan afresh, show the plan and follow it",
    load: async () => (await import("./apply-command.ts")).applyCommand,
  },
  {
    name: "status",
    summary: "show where everyone is",
    load: async () => (await import("./status-command.ts")).statusCommand,
  },
  {
    name: "doctor",
    summary: "check the token, its rights, projects, people, schedule; --live tries everything once",
    load: async () => (await import("./doctor-command.ts")).doctorCommand,
  },
];
