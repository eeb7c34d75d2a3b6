/** On unless a file says otherwise, and left out of the small one: few issues are enough to see most things. */
const LEFT_OUT = ["evaluation", "self-evaluation", "send-off", "training"];

/** A small cohort file for the end-to-end tests; Monday 2026-06-01 to Friday 2026-09-18 unless told otherwise. */
export function writeCohortFile(options: {
  readonly forge: string;
  readonly id?: string;
  readonly interns?: readonly string[];
  readonly live?: boolean;
  readonly start?: string;
  /** More of the file; kinds that it names are as it says. */
  readonly extra?: string;
  /** Every kind that is on by default is on. */
  readonly allKinds?: boolean;
}): string {
  const interns = options.interns ?? ["ada", "ben"];
  return [
    `cohort: { id: ${options.id ?? "summer"}, title: Summer 2026, start: ${options.start ?? "2026-06-01"}, length: 16 weeks, zone: UTC }`,
    `forge: ${options.forge}`,
    `live: ${options.live ?? true}`,
    "coordinator: kim",
    "interns:",
    ...interns.map(
      (id, index) => `  ${id}: { mentor: ${index % 2 === 0 ? "grace" : "omar"}, buddy: sam, manager: lee }`,
    ),
    options.allKinds === true ? (options.extra ?? "") : leaveOut(options.extra ?? ""),
    "",
  ].join("\n");
}

function leaveOut(extra: string): string {
  const given = /^kinds: \{(.*)\}$/m.exec(extra);
  const off = LEFT_OUT.filter((kind) => !new RegExp(`\\b${kind}:`).test(given?.[1] ?? "")).map(
    (kind) => `${kind}: off`,
  );
  if (given === null) return `${extra}\nkinds: { ${off.join(", ")} }`;
  return extra.replace("kinds: {", `kinds: { ${off.join(", ")},`);
}
