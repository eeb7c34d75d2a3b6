/** One fault at one request, and how it ended; null before it was tried. */
export interface Cell {
  readonly position: number;
  /** What is asked for there: `POST …/issues`. */
  readonly sort: string;
  readonly fault: { readonly name: string };
  sound: boolean | null;
}

/** Faults down, positions across: 1 for a case that ended well, `!` for one that did not, `.` for none. `ends`: how many different ones there were to follow up. */
export function printTable(
  title: string,
  cells: readonly Cell[],
  { ends, milliseconds }: { readonly ends: number; readonly milliseconds: number },
): void {
  const sorts = new Map(cells.map((cell) => [cell.position, cell.sort]));
  const positions = [...sorts.keys()].sort((a, b) => a - b);
  const faults = [...new Set(cells.map((cell) => cell.fault.name))];
  const rows = faults.map((fault) => {
    const row = cells.filter((cell) => cell.fault.name === fault);
    const marks = positions.map((position) => markOf(row.find((cell) => cell.position === position)));
    return `${fault.padEnd(18)}${marks.join("")}${String(row.length).padStart(6)}`;
  });
  const lines = [
    `${title}: ${positions.length} positions, ${faults.length} faults, ${cells.length} cases, ${ends} ends, ${cells.filter((cell) => cell.sound === false).length} wrong, ${Math.round(milliseconds / 1000)} s`,
    `${"".padEnd(18)}${positions.map((position) => String(position).padStart(3)).join("")} cases`,
    ...rows,
    ...positions.map((position) => `${String(position).padStart(3)}  ${sorts.get(position) ?? ""}`),
  ];
  process.stdout.write(`\n${lines.join("\n")}\n`);
}

function markOf(cell: Cell | undefined): string {
  return (cell === undefined ? "." : cell.sound === true ? "1" : "!").padStart(3);
}
