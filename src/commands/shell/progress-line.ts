import { clipLine } from "../../core/text/sanitize.ts";
import { detectCi } from "./surroundings.ts";
import type { Context } from "./types.ts";

/** A line at the foot of a terminal that says how far a run is. */
export interface Progress {
  /** Takes the line away, lets `write` print, and draws it again. */
  around(write: () => void): void;
  show(done: number, total: number, now: string): void;
  clear(): void;
}

const WIDTH = 24;

/** Drawn on a person's terminal; elsewhere nothing, since each line would stay. */
export function openProgress({ io, options }: Context): Progress {
  const { stderr } = io;
  if (!stderr.isTTY || options.quiet || detectCi(io.env) !== null || io.env["TERM"] === "dumb")
    return { around: (write) => write(), show: () => undefined, clear: () => undefined };
  let line = "";
  const wipe = () => void (line !== "" && stderr.write("\r\u001B[2K"));
  const draw = () => void (line !== "" && stderr.write(line));
  return {
    around: (write) => {
      wipe();
      write();
      draw();
    },
    show: (done, total, now) => {
      wipe();
      const filled = total === 0 ? WIDTH : Math.round((WIDTH * done) / total);
      const bar = `[${"#".repeat(filled)}${"-".repeat(WIDTH - filled)}] ${done}/${total}`;
      line = clipLine(`${bar} ${now}`, Math.max(20, stderr.columns - 1));
      draw();
    },
    clear: () => {
      wipe();
      line = "";
    },
  };
}
