import picocolors from "picocolors";
import type { Lanes } from "../../core/report/parts/shown-lanes.ts";
import { ALL_LANES } from "../../core/report/parts/shown-lanes.ts";
import type { Paint } from "../../core/report/parts/paint.ts";
import { PLAIN } from "../../core/report/parts/paint.ts";
import type { Io, Output } from "./io.ts";

/** Which CI this is, since each folds its log in its own way; null on a person's machine. */
export function detectCi(env: Io["env"]): "gitlab" | "github" | "other" | null {
  if (isSet(env["GITHUB_ACTIONS"])) return "github";
  if (isSet(env["GITLAB_CI"])) return "gitlab";
  return isSet(env["CI"]) ? "other" : null;
}

/** Lanes a log may name: all on a person's machine; in CI, where many read along, what is public anyway. */
export function lanesOfLog(env: Io["env"]): Lanes {
  return detectCi(env) === null ? ALL_LANES : new Set(["public"]);
}

/** Colours on a terminal that wants them. */
export function choosePaint(output: Output, env: Io["env"]): Paint {
  const colours = output.isTTY && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
  if (!colours) return PLAIN;
  const { green, yellow, red, magenta, bold, dim } = picocolors.createColors(true);
  return { add: green, change: yellow, remove: red, warn: magenta, strong: bold, faint: dim };
}

/** The config repository's name, as issues remember it; `""` where CI does not tell. */
export function nameRepository(env: Io["env"]): string {
  return env["CI_PROJECT_PATH"] || env["GITHUB_REPOSITORY"] || "";
}

/** Lines that a CI log folds into one that can be opened. */
export function foldSection(
  lines: readonly string[],
  title: string,
  { env, now }: Pick<Io, "env" | "now">,
): readonly string[] {
  const ci = detectCi(env);
  if (ci === "github") return [`::group::${title}`, ...lines, "::endgroup::"];
  if (ci !== "gitlab") return lines;
  const second = Math.floor(Date.parse(now) / 1000);
  const name = `fledgling_${title.toLowerCase().replace(/[^a-z0-9]+/g, "_")}`;
  const mark = (what: string) => `\u001B[0Ksection_${what}:${second}:${name}`;
  return [`${mark("start")}\r\u001B[0K${title}`, ...lines, `${mark("end")}\r\u001B[0K`];
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0" && value.toLowerCase() !== "false";
}
