/** Where text goes; a terminal, a pipe, or a test that remembers it. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY: boolean;
  /** Characters in a line of a terminal. */
  readonly columns: number;
}

/** Everything a command line has from the world around it. `cli.ts` fills it from `process`, tests by hand. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** ISO instant at which the run began. */
  readonly now: string;
  /** Aborted once somebody asks the run to stop. */
  readonly stop: AbortSignal;
}
