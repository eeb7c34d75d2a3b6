import { buildLibrary } from "../../src/core/kinds/build-library.ts";
import { type TemplateSource } from "../../src/core/kinds/model/template-source.ts";
import type { Cohort, KindSetting } from "../../src/core/model/cohort.ts";
import type { Diagnostic } from "../../src/core/diagnostics/diagnostic.ts";

/** Front matter of a kind that is right, each line replaceable or, with null, left out. */
export function frontMatter(lines: Readonly<Record<string, string | null>> = {}): string {
  const usual = {
    kind: "hello",
    per: "intern",
    title: '"Hello {{intern.name}}"',
    owner: "intern",
    opens: "start",
    lane: "team",
  };
  const all = Object.entries<string | null>({ ...usual, ...lines }).filter(([, value]) => value !== null);
  return `---\n${all.map(([key, value]) => `${key}: ${value ?? ""}\n`).join("")}---\n`;
}

export function source(path: string, text: string, own = false): TemplateSource {
  return { path, file: `${own ? "own" : "templates"}/${path}`, text, own };
}

export function settings(kinds: Readonly<Record<string, Partial<KindSetting>>>): Cohort["kinds"] {
  return Object.fromEntries(
    Object.entries(kinds).map(([name, setting]) => [name, { enabled: true, overrides: {}, ...setting }]),
  );
}

/** The library of one kind `hello` with a body, and partials by path. */
export function libraryOf(
  body: string,
  given: {
    readonly front?: Readonly<Record<string, string | null>>;
    readonly partials?: Readonly<Record<string, string>>;
    readonly cohort?: Partial<Pick<Cohort, "kinds" | "links">>;
  } = {},
): ReturnType<typeof buildLibrary> {
  const partials = Object.entries(given.partials ?? {}).map(([name, text]) => source(`partials/${name}.md.hbs`, text));
  const kind = source("hello.md.hbs", frontMatter(given.front) + body);
  return buildLibrary([kind, ...partials], { kinds: {}, links: {}, ...given.cohort });
}

/** `hello.md.hbs:9:3 unknown-name: an intern's issue has no internn. Did you mean intern?` */
export function toLine(one: Diagnostic): string {
  const place =
    one.file === null
      ? (one.path ?? "")
      : `${one.file.replace(/^templates\//, "")}:${one.line ?? 0}:${one.column ?? 0}`;
  return `${place} ${one.code}: ${one.message}. ${one.remedy ?? ""}`;
}
