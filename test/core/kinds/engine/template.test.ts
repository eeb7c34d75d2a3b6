import { describe, expect, it } from "vitest";
import { renderTemplate } from "../../../../src/core/kinds/engine/template.ts";

/** How Handlebars fails on a helper that there is not. */
const MISSING = "Cannot read properties of undefined";

describe("rendering past lint", () => {
  const view = { name: "Ada", list: [{ n: 1 }, { n: 2 }], nothing: null };
  it.each([
    ["a prototype's method", "{{name.constructor.name}}", '"name" not defined in undefined'],
    ["a name that is not there", "{{nobody}}", '"nobody" not defined'],
    ["a helper of Handlebars' own", "{{lookup list 0}}", MISSING],
    ["a section", "{{#name}}x{{/name}}", MISSING],
    ["log", "{{log name}}", MISSING],
    ["{{#with}}", "{{#with name}}x{{/with}}", MISSING],
    ["a partial that is not there", "{{> nobody}}", "The partial nobody could not be found"],
  ])("%s is an error, not a text", (_name, template, message) => {
    expect(() => renderTemplate(template, view, {})).toThrow(message);
  });

  it("shows nothing of a prototype", () => {
    expect(renderTemplate("{{__proto__}}", view, {})).toBe("");
  });

  it("neither escapes nor changes a value, and shows null as nothing", () => {
    expect(renderTemplate("{{name}}{{nothing}}!", { name: "<b>&\\*", nothing: null }, {})).toBe("<b>&\\*!");
  });

  it("takes in partials line by line, indented as they stand", () => {
    const text = "{{#each list}}\n  {{> item}}\n{{/each}}\nend\n";
    expect(renderTemplate(text, view, { item: "- {{n}}\n" })).toBe("  - 1\n  - 2\nend\n");
  });

  it("gives the same text for the same input, however often", () => {
    const once = renderTemplate("{{name}} {{> p}}", view, { p: "one" });
    expect(renderTemplate("{{name}} {{> p}}", view, { p: "two" })).toBe("Ada two");
    expect(renderTemplate("{{name}} {{> p}}", view, { p: "one" })).toBe(once);
  });
});
