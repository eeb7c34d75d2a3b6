import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { isHosted, type KnownForges } from "../core/forge/known-forges.ts";
import { FORGES } from "../forges/index.ts";
import type { Forge } from "../forges/types.ts";
import { packageFolder } from "../program/paths.ts";
import { openContext } from "./shell/open-context.ts";
import { clipLines, hideValues, reportFailure } from "./shell/failure.ts";
import { COMMANDS } from "./index.ts";
import type { RawOptions } from "./shell/options.ts";
import { listCommonOptions, parseOptions } from "./shell/options.ts";
import { collectSecrets, scrubOutput } from "./shell/scrub.ts";
import type { CommandDefinition, Context, OptionDefinition } from "./shell/types.ts";
import type { Io } from "./shell/io.ts";
import { listChoices } from "../core/text/list-words.ts";

/** Runs one command line, and resolves with its exit code; never rejects. `forges` are those that a cohort may live on. */
export async function run(argv: readonly string[], world: Io, forges: readonly Forge[] = FORGES): Promise<number> {
  const profiles = forges.map(({ profile }) => profile);
  const secrets = collectSecrets(world.env, profiles);
  const io: Io = { ...world, stdout: scrubOutput(world.stdout, secrets), stderr: scrubOutput(world.stderr, secrets) };
  const result = { code: 0 };
  try {
    const program = await buildProgram(argv, io, { secrets, forges, profiles, result });
    await program.parseAsync([...argv], { from: "user" });
    return result.code;
  } catch (error) {
    return reportFailure(error, argv, io);
  }
}

interface Around extends Pick<Context, "secrets" | "forges" | "profiles"> {
  readonly result: { code: number };
}

async function buildProgram(argv: readonly string[], io: Io, around: Around): Promise<Command> {
  const program = new Command("fledgling")
    .description(`Runs an internship inside issues: keeps ${describeForges(around.profiles)} as a cohort file says.`)
    .version(readVersion(), "-V, --version")
    .showHelpAfterError("Run it with --help for what it takes.")
    .addHelpText("after", HELP);
  setUp(program, io);
  const called = nameCalled(argv);
  for (const entry of COMMANDS) {
    const command = program.command(entry.name).summary(entry.summary);
    setUp(command, io);
    if (entry.name === called) describe(command, await entry.load(), io, around);
  }
  return program;
}

/** Those with a server first. */
function describeForges(profiles: KnownForges): string {
  const names = [...profiles.filter(isHosted), ...profiles.filter((forge) => !isHosted(forge))];
  return listChoices(names.map(({ name }) => name));
}

const HELP = `
Start with:
  $ fledgling validate config/example.yaml
  $ fledgling plan config/example.yaml --until 2w
  $ fledgling apply config/example.yaml
  $ fledgling status config/example.yaml

\`fledgling COMMAND --help\` says the rest.`;

/** Only the called command is loaded, so that \`--help\` answers at once. */
function nameCalled(argv: readonly string[]): string | undefined {
  const words = argv.filter((word) => !word.startsWith("-"));
  return words[0] === "help" ? words[1] : words[0];
}

function setUp(command: Command, io: Io): void {
  command
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(clipLines(hideValues(text))),
      getOutHelpWidth: () => (io.stdout.isTTY ? io.stdout.columns : 96),
      getErrHelpWidth: () => (io.stderr.isTTY ? io.stderr.columns : 96),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
}

function describe(command: Command, definition: CommandDefinition, io: Io, around: Around): void {
  command.description(definition.description).argument("[files...]", "cohort files; config/*.yaml when none is named");
  for (const option of [...definition.options, ...listCommonOptions(around.profiles)])
    command.addOption(toOption(option));
  command.addHelpText("after", `\n${definition.after(around.profiles)}`);
  command.action(async (files: readonly string[]) => {
    const options = parseOptions(files, command.opts<RawOptions>(), io);
    around.result.code = await definition.run(openContext(io, options, around));
  });
}

function toOption({ flags, description, choices, fallback }: OptionDefinition): Option {
  const option = new Option(flags, description);
  if (choices !== undefined) option.choices(choices);
  if (fallback !== undefined) option.default(fallback);
  return option;
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "unknown";
}
