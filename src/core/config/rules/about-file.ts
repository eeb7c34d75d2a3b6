import type { Cohort } from "../../model/cohort.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import { CODES, isAcceptable } from "../problems/codes.ts";
import type { Finding, Path } from "../problems/finding.ts";
import type { FileFacts } from "../normalize/file-facts.ts";
import { listNames, quote } from "../problems/quoting.ts";
import { foldAccount } from "../../model/lookup/accounts.ts";

/** Accounts are the same whatever their capitals. */
export function usernamesDiffer(cohort: Cohort): readonly Finding[] {
  const owners = new Map<string, string>();
  return cohort.people.flatMap(({ id, username }) => {
    const owner = owners.get(foldAccount(username));
    if (owner === undefined) {
      owners.set(foldAccount(username), id);
      return [];
    }
    const at = [id, owner].flatMap((person) => [
      ["people", person, "username"],
      ["interns", person, "username"],
    ]);
    return [
      {
        code: "duplicate-username",
        message: `${owner} and ${id} have the same account, ${username}`,
        remedy: "Give each their own username, or make them one person.",
        at: [...at, ["people", id]],
      },
    ];
  });
}

/** A token that goes over http can be read on the way; to one's own machine there is no way. */
export function forgeIsReachedSafely(cohort: Cohort): readonly Finding[] {
  const { url } = cohort.forge;
  if (
    url === null ||
    !url.startsWith("http:") ||
    /^http:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?:[:/]|$)/.test(url)
  )
    return [];
  return [
    {
      code: "insecure-address",
      message: "the forge is reached over http, where anybody on the way can read the token",
      remedy: `Write ${url.replace("http:", "https:")}.`,
      at: [["forge", "url"], ["forge"]],
    },
  ];
}

/** G14: what only a few may read needs a project of its own, and the file itself shows that it has none. */
export function privateLaneIsApart(cohort: Cohort, facts: FileFacts): readonly Finding[] {
  const { projects } = cohort.forge;
  const isShared = projects.private === projects.team || projects.private === projects.public;
  if (!isShared || !facts.isPrivateGiven) return [];
  return [
    {
      code: "private-lane-shared",
      message: `the lane private would go to ${projects.private}, which others read too`,
      remedy: "Name a project of its own, or leave private out: what needs it is then not made.",
      at: [["forge", "private"]],
    },
  ];
}

/** What interns should be able to read before they say yes. */
const PUBLIC_LINKS = ["strategy", "values", "handbook"];

/** G16. */
export function linksAreGiven(cohort: Cohort, facts: FileFacts): readonly Finding[] {
  const missing = PUBLIC_LINKS.filter((name) => cohort.links[name] === undefined);
  const [first] = missing;
  if (first === undefined || cohort.interns.length === 0 || facts.isBroken("links")) return [];
  return [
    {
      code: "no-public-links",
      message: `\`links\` has no ${listNames(missing).replace(" and ", " and no ").replaceAll(", ", ", no ")} to read before the first day`,
      remedy: `Add what is public, such as ${first}: https://example.org/${first}.`,
      at: [["links"], ["cohort"]],
      onKey: true,
    },
  ];
}

/** A former id leads back to one present one; keys do not tell people and projects apart. */
export function formerIdsAreFree(cohort: Cohort): readonly Finding[] {
  const taken = new Set([...cohort.people, ...cohort.projects].map(({ id }) => id));
  const check = (entries: Cohort["people"] | Cohort["projects"], sections: readonly string[]) =>
    entries.flatMap(({ id, formerly }) =>
      [...formerly.entries()].flatMap(([index, former]) => {
        const isTaken = taken.has(former);
        taken.add(former);
        const at = sections.map((section): Path => [section, id, "formerly", index]);
        return isTaken ? [formerlyInUse(former, at)] : [];
      }),
    );
  return [
    ...check(cohort.people, ["people", "interns"]),
    ...check(cohort.projects, ["projects"]),
    ...(cohort.formerly.includes(cohort.id)
      ? [formerlyInUse(cohort.id, [["cohort", "formerly", cohort.formerly.indexOf(cohort.id)]])]
      : []),
  ];
}

function formerlyInUse(id: string, at: readonly Path[]): Finding {
  return {
    code: "formerly-in-use",
    message: `${quote(id)} is still in use, or claimed as former id already`,
    remedy: "Take it out of formerly, or rename the other.",
    at,
  };
}

export function peopleHaveRoles(cohort: Cohort, facts: FileFacts): readonly Finding[] {
  const interns = new Set(cohort.interns.map((intern) => intern.person));
  const backups = cohort.people.flatMap((person) => person.absences.map((absence) => absence.backup));
  const ofProjects = cohort.projects.flatMap(({ helpers, attested }) => [helpers, ...Object.values(attested)].flat());
  const named = new Set([...backups, ...ofProjects]);
  return cohort.people.flatMap(({ id, roles }): readonly Finding[] => {
    const at = [["people", id]];
    if (roles.includes("intern") && !interns.has(id) && !facts.isBroken("interns")) {
      return [
        {
          code: "intern-without-entry",
          message: `${id} is called an intern, and has no entry under interns`,
          remedy: `Add ${id} under interns.`,
          at,
          onKey: true,
        },
      ];
    }
    if (roles.length > 0 || named.has(id)) return [];
    return [
      {
        code: "unused-person",
        message: `${id} has no role`,
        remedy: "Give them a part, or take them out.",
        at,
        onKey: true,
      },
    ];
  });
}

export function projectsAreUsed(cohort: Cohort, facts: FileFacts): readonly Finding[] {
  if (facts.isBroken("interns")) return [];
  const used = new Set(cohort.interns.map((intern) => intern.project));
  const idle = cohort.projects.filter((project) => !used.has(project.id));
  return idle.map(({ id }) => ({
    code: "unused-project",
    message: `no intern works on ${id}`,
    remedy: `Add project: ${id} to somebody's internship, or take it out.`,
    at: [["projects", id]],
    onKey: true,
  }));
}

/** What is wrong with the file has to be put right; only what is a judgement can be answered. */
export function acceptAnswersWarnings(cohort: Cohort): readonly Finding[] {
  const acceptable = Object.keys(CODES).filter(isAcceptable);
  return [...cohort.accept.entries()].flatMap(([index, { code }]): readonly Finding[] => {
    if (acceptable.includes(code)) return [];
    const at = [["accept", index, "code"]];
    if (Object.hasOwn(CODES, code))
      return [
        {
          code: "accept-error",
          message: `${code} is an error, which nobody can accept`,
          remedy: "Put right what it names, and take this out.",
          at,
        },
      ];
    const near = suggest(code, acceptable);
    return [
      {
        code: "unknown-code",
        message: `nothing that could be accepted has the code ${quote(code)}`,
        remedy: near === null ? "Copy the code from the warning." : `Did you mean ${near}?`,
        at,
      },
    ];
  });
}
