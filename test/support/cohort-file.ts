/** A small cohort file for the end-to-end tests; Monday 2026-06-01 to Friday 2026-09-18 unless told otherwise. */
export function writeCohortFile(options: {
  readonly forge: string;
  readonly id?: string;
  readonly interns?: readonly string[];
  readonly live?: boolean;
  readonly start?: string;
  readonly extra?: string;
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
    options.extra ?? "",
    "",
  ].join("\n");
}
