import { hostOf, isHosted, listAddresses, type KnownForges } from "../../forge/known-forges.ts";
import { listNames } from "../problems/quoting.ts";
import { checkForgeUrl } from "./check-link.ts";
import { checkOneOf, checkUsername } from "./check-text.ts";
import { either, list, mapping, text } from "./field-types.ts";
import { checkForgeText } from "./forge-address.ts";
import { line } from "./people-section.ts";
import { listChoices } from "../../text/list-words.ts";

/** `forge:` as the forges there are can be written; its texts name no other. */
export function buildForgeSection(forges: KnownForges) {
  const expected = `an address such as ${listAddresses(forges)[0] ?? ""}, or a mapping with kind and project`;
  const bare = forges.filter((forge) => !isHosted(forge));
  const kinds = bare.map(({ kind }) => kind);
  const filed = bare.map(({ kind }) => `${kind} for files on disk, or `);
  const silent = kinds.map((kind) => ` ${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}, where nothing is said.`);
  return either(
    [
      text((address) => checkForgeText(address, forges), {
        expected: "an address",
        description: `${kinds.map((kind) => `\`${kind}\`, or `).join("")}the project's address without https://.`,
        editor: { examples: listExamples(forges) },
      }),
      mapping(
        { ...buildAddress(forges), ...PROJECTS, ...buildOwners(forges) },
        { expected, description: "Where the issues live, in full." },
      ),
    ],
    {
      expected,
      description: `Where the issues live: ${filed.join("")}a project's address.${silent[0] ?? ""}`,
    },
  );
}

/** In the order of the forges, as editors offer them. */
function listExamples(forges: KnownForges): readonly string[] {
  return forges.flatMap((forge) => listAddresses([forge]));
}

function buildAddress(forges: KnownForges) {
  const kinds = forges.map(({ kind }) => kind);
  const [own] = forges.filter(isHosted);
  const example = own === undefined ? "https://example.org" : `https://${own.server.hostWord}.example.org`;
  const hosts = listChoices(forges.filter(isHosted).map(({ server }) => hostOf(server)));
  return {
    kind: text(checkOneOf(kinds, "unknown-forge", "a kind of forge"), {
      expected: `one of ${listNames(kinds)}`,
      description: "Which kind of forge.",
      editor: { enum: kinds },
    }),
    url: text((address) => checkForgeUrl(address, example), {
      expected: `an address, such as ${example}`,
      description: `Root of a forge of your own. ${hosts}, where nothing is said.`,
      editor: { format: "uri" },
    }).optional(),
  };
}

const PROJECTS = {
  project: line("Project that holds the issues.", "acme/internships").optional(),
  public: line(
    "Project for issues that anybody may read, where it is another one.",
    "acme/internships-public",
  ).optional(),
  private: line(
    "Project for issues that only coordinators and those named on them may read.",
    "acme/internships-private",
  ).optional(),
};

function buildOwners(forges: KnownForges) {
  const grouped = forges.filter(({ server }) => server !== null && server.group !== null).map(({ name }) => name);
  return {
    group: line(`${listChoices(grouped)} group, for what a project cannot hold.`, "acme").optional(),
    accounts: list(text(checkUsername, { expected: "an account name", description: "An account." }), {
      expected: "a list of accounts, such as [internship-bot]",
      description:
        "Accounts, beside the token's own, whose issues are ours: add the old one when the token's account changes.",
    }).optional(),
  };
}
