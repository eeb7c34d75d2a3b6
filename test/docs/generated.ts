import { readFileSync } from "node:fs";
import { join } from "node:path";

const DOCS = join(import.meta.dirname, "../../docs");

export function documentPath(name: string): string {
  return join(DOCS, name);
}

export function readDocument(name: string): string {
  return readFileSync(documentPath(name), "utf8");
}

/** A page with its generated parts, each between `<!-- name:start -->` and `<!-- name:end -->`, made anew. */
export function regenerate(text: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((page, [name, part]) => {
    const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
    const from = page.indexOf(start);
    const to = page.indexOf(end);
    if (from < 0 || to < from) throw new Error(`the page has no part ${name}`);
    return `${page.slice(0, from)}${start}\n\n${part}\n\n${page.slice(to)}`;
  }, text);
}

/** A Markdown table as the formatter has it: columns as wide as their widest cell. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_title, column) => Math.max(3, ...cells.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |`;
  const [first = [], ...others] = cells;
  return [line(first), line(widths.map((width) => "-".repeat(width))), ...others.map(line)].join("\n");
}

/** Fenced blocks of a page, in order, with the word behind the fence; those in lists without their indent. */
export function listFences(page: string): readonly { readonly language: string; readonly text: string }[] {
  return [...page.matchAll(/^( *)```(\w*)\n([^]*?)^\1```$/gm)].map(([, indent = "", language = "", text = ""]) => ({
    language,
    text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
}
