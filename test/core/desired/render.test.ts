import { describe, expect, it } from "vitest";
import { renderIssue } from "../../../src/core/desired/render.ts";
import { escapeView } from "../../../src/core/kinds/engine/context.ts";
import { frontMatter, source, toLine } from "../../support/library-of.ts";
import { buildLibrary } from "../../../src/core/kinds/build-library.ts";

const DATE = { iso: "2026-06-01", weekday: "Monday", short: "1 June", text: "Monday 1 June" };
const ADA = { name: "Ada Example", first_name: "Ada", mention: "@ada", zone: "UTC", start: DATE, end: DATE };
const VIEW = {
  cohort: { id: "s", title: "Summer", start: DATE, end: DATE, weeks: 16, zone: "UTC" },
  coordinator: { name: "Kim", first_name: "Kim", mention: "Kim", zone: "UTC" },
  opens: DATE,
  links: {},
  intern: ADA,
  project: {
    title: "P",
    why: null,
    done_means: null,
    first_task: null,
    priority: "p",
    milestones: [],
    stakeholders: [],
    links: [],
  },
};

interface Given {
  readonly front?: Readonly<Record<string, string | null>>;
  readonly partials?: Readonly<Record<string, string>>;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly view?: Readonly<Record<string, unknown>>;
}

function render(body: string, given: Given = {}) {
  const partials = Object.entries(given.partials ?? {}).map(([name, text]) => source(`partials/${name}.md.hbs`, text));
  const { library, diagnostics } = buildLibrary(
    [source("hello.md.hbs", frontMatter(given.front) + body), ...partials],
    { kinds: {}, links: {} },
  );
  const [kind] = library.kinds;
  if (kind === undefined) throw new Error(diagnostics.map(toLine).join("\n"));
  const view = { ...VIEW, ...given.view };
  const attributes = given.attributes ?? {};
  const rendered = renderIssue({
    library,
    kind,
    view,
    attributes,
    readers: "All can read this.",
    key: "s/hello/ada/once",
  });
  return { ...rendered, said: rendered.diagnostics.map((one) => `${one.severity} ${toLine(one)}`) };
}

/** The body without its first line, which says who can read it. */
const textOf = (body: string, given: Given = {}) => render(body, given).body.replace("_All can read this._\n\n", "");

describe("a rendered body", () => {
  it("begins with who can read it, in italics", () => {
    expect(render("Hello\n").body).toBe("_All can read this._\n\nHello");
  });

  it("has one empty line at most, and none at its ends", () => {
    expect(textOf("\n\n\nOne\n\n\n\nTwo  \t\n   \n\n\nThree\n\n\n")).toBe("One\n\nTwo\n\nThree");
  });

  it("leaves no gap where a condition took something out", () => {
    const text = "One\n\n{{#if mentor}}\n## Mentor\n\n{{mentor.name}}\n\n{{/if}}\nTwo\n";
    expect(textOf(text)).toBe("One\n\nTwo");
  });

  it("holds values as text, by what they are", () => {
    const view = {
      intern: { ...ADA, name: "*Ada* @all" },
      links: { handbook: "https://acme.example/a b)" },
      project: { ...VIEW.project, why: "see https://acme.example/a_b" },
    };
    const text =
      "{{intern.name}} {{intern.mention}} {{cohort.weeks}}{{#if links.handbook}} [x]({{links.handbook}}){{/if}}{{#if project.why}} {{project.why}}{{/if}}\n";
    expect(textOf(text, { view })).toBe(
      "\\*Ada\\* @\u200Ball @ada 16 [x](https://acme.example/a%20b%29) see <https://acme.example/a_b>",
    );
  });

  it("takes in partials that do not end in a line end as if they did", () => {
    expect(textOf("{{> one}}\n## Two\n", { partials: { one: "One" } })).toBe("One\n## Two");
  });
});

describe("a rendered title", () => {
  it("is one line, and its values are plain text", () => {
    const { title } = render("x\n", { view: { intern: { ...ADA, name: "*Ada*\n@all #1" } } });
    expect(title).toBe("Hello *Ada* @\u200Ball #\u200B1");
  });

  it("is cut at 255 characters", () => {
    const front = { title: '"{{project.title}} {{cohort.title}}"' };
    const view = {
      project: { ...VIEW.project, title: "x".repeat(200) },
      cohort: { ...VIEW.cohort, title: "y".repeat(200) },
    };
    const { title } = render("x\n", { front, view });
    expect([...title]).toHaveLength(255);
    expect(title.endsWith("y…")).toBe(true);
  });

  it("is the kind's name where nothing else is left", () => {
    const view = { intern: { ...ADA, name: "\u200B\u3164" } };
    expect(render("x\n", { front: { title: '"{{intern.name}}"' }, view }).title).toBe("hello");
  });
});

describe("partials that attributes choose", () => {
  const partials = {
    "hello/role_backend": "Backend, {{intern.first_name}}\n",
    "hello/country_DE": "Germany",
    "hello/job_type_part_time": "Part-time\n",
  };
  const body = "Start\n\n{{> attributes}}\n\nEnd\n";

  it("stand in their place, by the attribute's name, as paragraphs of their own", () => {
    const attributes = { role: "backend", country: "DE" };
    expect(textOf(body, { partials, attributes })).toBe("Start\n\nGermany\n\nBackend, Ada\n\nEnd");
    expect(textOf("{{> attributes}}\n## End\n", { partials, attributes })).toBe("Germany\n\nBackend, Ada\n## End");
  });

  it("may belong to an attribute with _ in its name", () => {
    expect(textOf(body, { partials, attributes: { job_type: "part_time" } })).toBe("Start\n\nPart-time\n\nEnd");
  });

  it("may be the kind's own choice, in an issue of nobody's too, and then lint has spoken of what is missing", () => {
    const own = { "hello/mode_virtual": "From afar\n", "hello/mode_other": "x\n" };
    const front = { per: "cohort", title: '"Hello"', owner: "coordinator" };
    const chosen = { front: { ...front, attributes: "{ mode: virtual }" }, partials: own };
    expect(textOf("{{> attributes}}\n", chosen)).toBe("From afar");
    const missing = { front: { ...front, attributes: "{ mode: neither }" }, partials: own };
    expect(render("Hi\n\n{{> attributes}}\n", missing)).toMatchObject({ body: "_All can read this._\n\nHi", said: [] });
    const both = { front: { attributes: "{ mode: virtual }" }, partials: own, attributes: { mode: "other" } };
    expect(textOf("{{> attributes}}\n", both)).toBe("From afar");
  });

  it("leave nothing behind for somebody without attributes", () => {
    const { body: text, said } = render(body, { partials });
    expect(text).toBe("_All can read this._\n\nStart\n\nEnd");
    expect(said).toEqual([]);
  });

  const missing = (attribute: string, value: string) =>
    `hint hello.md.hbs:0:0 missing-partial: nobody has written hello for ${attribute} ${value}. Add partials/hello/${attribute}_${value}.md.hbs, or leave it at the general text`;
  it.each([
    ["a value whose siblings are written", { country: "NG" }, [missing("country", "NG")]],
    ["an attribute that templates usually know, though none is written", { team: "x" }, [missing("team", "x")]],
    ["an attribute nobody writes for", { shirt: "m" }, []],
    ["a value that only begins like one", { job: "type_part_time" }, []],
    ["a value that would climb out of the folder", { country: "../../secret" }, [missing("country", "../../secret")]],
  ])("are reported where they are missing: %s", (_name, attributes, expected) => {
    const given = { partials, attributes };
    const { body: text, said } = render(body, given);
    expect(text).toBe(
      "job" in attributes
        ? "_All can read this._\n\nStart\n\nPart-time\n\nEnd"
        : "_All can read this._\n\nStart\n\nEnd",
    );
    expect(said).toEqual(expected);
  });

  it("are not asked for by a kind that has no place for them", () => {
    expect(render("x\n", { attributes: { role: "designer" } }).said).toEqual([]);
  });
});

describe("what only shows when rendered", () => {
  const boxes = (count: number) => Array.from({ length: count }, (_, index) => `- [ ] Box ${index + 1}\n`).join("");

  it("is a body that is too long", () => {
    const { said } = render(`${"x".repeat(50_000)}\n`);
    expect(said).toEqual([
      "error hello.md.hbs:0:0 body-too-long: s/hello/ada/once is 50022 characters long, and 50000 is the most. Shorten the template or the texts in the file",
    ]);
  });

  it("is more boxes than a newcomer takes in, in an intern's issue alone", () => {
    expect(render(boxes(12)).said).toEqual([]);
    expect(render(boxes(13)).said).toEqual([
      "warning hello.md.hbs:0:0 too-many-boxes: s/hello/ada/once asks for 13 things, and 12 is the most a newcomer takes in. Move some to the helpers' issue, or drop them",
    ]);
    expect(render(boxes(13), { front: { owner: "mentor" } }).said).toEqual([]);
  });

  it("is a list item that stands twice because two values are alike", () => {
    const milestones = ["Ship it", "Ship  it"].map((title) => ({ title, due: null }));
    const { said } = render("{{#each project.milestones}}\n- [ ] {{title}}\n{{/each}}\n", {
      view: { project: { ...VIEW.project, milestones } },
    });
    expect(said).toEqual([
      "error hello.md.hbs:0:0 same-item-twice: s/hello/ada/once has the same list item twice: - [ ] Ship it. Word them differently, so that a tick has one place",
    ]);
  });

  it("is a gate that no box opens", () => {
    const front = { gate: "Go live" };
    expect(render("- [ ] **go live**: now\n", { front }).said).toEqual([]);
    expect(render("- [ ] Start\n", { front }).said).toEqual([
      'error hello.md.hbs:0:0 no-gate: s/hello/ada/once has no box that starts with "Go live", so nothing would ever go live. Add a box - [ ] Go live, or change gate: to how a box starts',
    ]);
  });
});

describe("escapeView", () => {
  const shape = { is: "object", fields: { a: { is: "name" }, b: { is: "list", of: { is: "url" } } } } as const;

  it("leaves out what the shape does not have, and makes what is missing null", () => {
    expect(escapeView(shape, { secret: "x", b: ["javascript:x"] }, "body")).toEqual({ a: null, b: ["#"] });
  });

  it("does not take an object for words", () => {
    expect(() => escapeView(shape, { a: { toString: () => "<b>" }, b: [] }, "body")).toThrow(
      "This is a fault in Fledgling",
    );
  });
});
