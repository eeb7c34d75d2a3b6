import { describe, expect, it } from "vitest";
import { libraryOf, toLine } from "../../../support/library-of.ts";

/** The body starts in line 9 of the file. */
const PROJECT = { per: "project", title: '"Project"', owner: "mentor" };
const CHILDREN = { ...PROJECT, needs: "[children]" };

type Case = readonly [name: string, body: string, expected: readonly string[], given?: Parameters<typeof libraryOf>[1]];

function named(cases: readonly Case[]) {
  return cases.map(([name, body, expected, given]) => ({ name, body, expected, given }));
}

describe("lint of expressions", () => {
  const cases: readonly Case[] = [
    [
      "an unknown name, with a suggestion",
      "Hi {{intren.name}}\n",
      ["hello.md.hbs:9:6 unknown-name: an intern's issue has no intren. Did you mean intern?"],
    ],
    [
      "a name far from any",
      "{{banana}}\n",
      [
        "hello.md.hbs:9:3 unknown-name: an intern's issue has no banana. It has buddy, co_mentor, cohort, coordinator, intern, links, manager, mentor, opens, project, remote_mentor, shared",
      ],
    ],
    [
      "an unknown part of a known name, further down",
      "one\n\n  two {{ intern.nmae }}\n",
      ["hello.md.hbs:11:10 unknown-name: intern has no nmae. Did you mean intern.name?"],
    ],
    [
      "a name in {{#if}}, where strict mode is silent",
      "{{#if buddi}}x{{/if}}\n",
      ["hello.md.hbs:9:7 unknown-name: an intern's issue has no buddi. Did you mean buddy?"],
    ],
    [
      "a name in {{else if}}",
      "{{#if buddy}}x{{else if menotr}}y{{/if}}\n",
      ["hello.md.hbs:9:25 unknown-name: an intern's issue has no menotr. Did you mean mentor?"],
    ],
    [
      "a name in {{else}}",
      "{{#if buddy}}x{{else}}{{coordinatr.name}}{{/if}}\n",
      ["hello.md.hbs:9:25 unknown-name: an intern's issue has no coordinatr. Did you mean coordinator?"],
    ],
    [
      "a name in {{#unless}}",
      "{{#unless mentro}}x{{/unless}}\n",
      ["hello.md.hbs:9:11 unknown-name: an intern's issue has no mentro. Did you mean mentor?"],
    ],
    [
      "a name in {{#each}}",
      "{{#each project.milestone}}x{{/each}}\n",
      ["hello.md.hbs:9:9 unknown-name: project has no milestone. Did you mean project.milestones?"],
    ],
    [
      "a name inside a list's item",
      "{{#each project.milestones}}\n- {{titel}}\n{{/each}}\n",
      ["hello.md.hbs:10:5 unknown-name: an entry of this list has no titel. Did you mean title?"],
    ],
    [
      "a name of the outside, without ../",
      "{{#each project.milestones}}\n- {{title}} {{coordinator.name}}\n{{/each}}\n",
      [
        "hello.md.hbs:10:15 unknown-name: an entry of this list has no coordinator. Write ../coordinator for the one outside of the list",
      ],
    ],
    [
      "../ to a name that is not there",
      "{{#each project.milestones}}\n- {{title}} {{../cordinator.name}}\n{{/each}}\n",
      ["hello.md.hbs:10:15 unknown-name: an intern's issue has no cordinator. Did you mean ../coordinator?"].map(
        (line) => line.replace("../coordinator.name?", "../coordinator?"),
      ),
    ],
    [
      "../ further than there is",
      "{{../intern.name}}\n",
      ["hello.md.hbs:9:3 unknown-name: ../intern.name goes further out than there is. Each ../ leaves one {{#each}}"],
    ],
    [
      "a part of a plain value",
      "{{intern.name.first}}\n",
      ["hello.md.hbs:9:3 unknown-name: intern.name has no first. intern.name is a value and has nothing inside"],
    ],
    [
      "a list as a value",
      "{{project.milestones}}\n",
      [
        "hello.md.hbs:9:3 not-a-value: project.milestones is a list, not a value. Use {{#each project.milestones}}…{{/each}}",
      ],
    ],
    [
      "a group as a value",
      "{{opens}}\n",
      [
        "hello.md.hbs:9:3 not-a-value: opens is a group of values, not a value. Name one of opens.text, opens.short, opens.iso, opens.weekday",
      ],
    ],
    [
      "{{#each}} over a value",
      "{{#each intern.name}}x{{/each}}\n",
      ["hello.md.hbs:9:9 not-a-list: intern.name is not a list. Use {{#if intern.name}}"],
    ],
    [
      "what may be missing, not asked for",
      "{{links.handbook}} {{project.why}}\n",
      [
        "hello.md.hbs:9:3 may-be-missing: links.handbook may be missing. Put it inside {{#if links.handbook}}…{{/if}}",
        "hello.md.hbs:9:22 may-be-missing: project.why may be missing. Put it inside {{#if project.why}}…{{/if}}",
      ],
    ],
    [
      "a part of what may be missing",
      "{{mentor.name}}\n",
      ["hello.md.hbs:9:3 may-be-missing: mentor may be missing. Put it inside {{#if mentor}}…{{/if}}"],
    ],
    [
      "what may be missing, in the wrong branch",
      "{{#if mentor}}x{{else}}{{mentor.name}}{{/if}}{{#unless buddy}}{{buddy.name}}{{/unless}}\n",
      [
        "hello.md.hbs:9:26 may-be-missing: mentor may be missing. Put it inside {{#if mentor}}…{{/if}}",
        "hello.md.hbs:9:65 may-be-missing: buddy may be missing. Put it inside {{#if buddy}}…{{/if}}",
      ],
    ],
    [
      "what only a repeat has",
      "{{week.number}}\n",
      ["hello.md.hbs:9:3 unknown-name: an intern's issue has no week. Only a kind with repeat: has it"],
    ],
    [
      "what only a due date gives",
      "{{due.text}}\n",
      ["hello.md.hbs:9:3 unknown-name: an intern's issue has no due. Only a kind with due: has it"],
    ],
    [
      "what a kind must ask for",
      "{{#each gaps}}{{this}}{{/each}}\n",
      ["hello.md.hbs:9:9 unknown-name: an intern's issue has no gaps. Ask for it with needs: [gaps]"],
    ],
    [
      "a name of another kind's subject",
      "{{intern.name}}\n",
      ["hello.md.hbs:9:3 unknown-name: a project's issue has no intern. Did you mean interns?"],
      { front: PROJECT },
    ],
    [
      "an address the cohort does not know",
      "{{#if links.handbok}}x{{/if}}\n",
      ["hello.md.hbs:9:7 unknown-name: links has no handbok. Did you mean links.handbook?"],
    ],
    [
      "a prototype's own names",
      "{{intern.constructor}} {{__proto__}} {{#if project.toString}}x{{/if}}\n",
      [
        "hello.md.hbs:9:3 unknown-name: intern has no constructor. It has end, first_name, mention, name, start, zone",
        "hello.md.hbs:9:26 unknown-name: an intern's issue has no __proto__. It has buddy, co_mentor, cohort, coordinator, intern, links, manager, mentor, opens, project, remote_mentor, shared",
        "hello.md.hbs:9:44 unknown-name: project has no toString. It has done_means, first_task, links, milestones, priority, stakeholders, title, why",
      ],
    ],
    [
      "data that Handlebars keeps itself",
      "{{@root.intern.name}} {{@index}}\n",
      [
        "hello.md.hbs:9:3 unknown-name: @root.intern.name is not to be had here. Inside {{#each}} there are @index, @first and @last",
        "hello.md.hbs:9:25 unknown-name: @index is not to be had here. Inside {{#each}} there are @index, @first and @last",
      ],
    ],
    [
      "data of a list further out",
      "{{#each project.milestones}}{{@../index}}{{@key}}{{/each}}\n",
      [
        "hello.md.hbs:9:31 unknown-name: @../index is not to be had here. There are @index, @first and @last",
        "hello.md.hbs:9:44 unknown-name: @key is not to be had here. There are @index, @first and @last",
      ],
    ],
  ];
  it.each(named(cases))("$name", ({ body, expected, given }) => {
    expect(libraryOf(body, given).diagnostics.map(toLine)).toEqual(expected);
  });
});

describe("lint of what templates cannot do", () => {
  const raw =
    "a value must not go into a text unescaped. Write {{ }} with two braces and no &: escaping for Markdown happens by itself";
  const words = "templates hold words, not calculations. Use a plain value, such as {{cohort.title}}";
  const blocks = "Use {{value}}, {{#if}}, {{#unless}}, {{#each}} and {{> partial}}";
  const cases: readonly Case[] = [
    ["three braces", "x {{{intern.name}}}\n", [`hello.md.hbs:9:3 raw-expression: ${raw}`]],
    [
      "an ampersand",
      "x {{&intern.name}} {{& intern.name}}\n",
      [`hello.md.hbs:9:3 raw-expression: ${raw}`, `hello.md.hbs:9:20 raw-expression: ${raw}`],
    ],
    ["an argument", "{{lookup intern 'name'}}\n", [`hello.md.hbs:9:1 unsupported-expression: ${words}`]],
    ["a named argument", "{{intern.name size=3}}\n", [`hello.md.hbs:9:1 unsupported-expression: ${words}`]],
    ["log", "{{log intern.name}}\n", [`hello.md.hbs:9:1 unsupported-expression: ${words}`]],
    [
      "a literal",
      '{{"intern"}}\n',
      [
        "hello.md.hbs:9:3 unsupported-expression: only values from the context can be named here. Use a plain value, such as {{cohort.title}}",
      ],
    ],
    [
      "{{#with}}",
      "{{#with intern}}{{name}}{{/with}}\n",
      ["hello.md.hbs:9:4 unknown-block: there is no {{#with}}. Use {{#if}}, {{#unless}} or {{#each}}"],
    ],
    [
      "a misspelt block",
      "{{#eech interns}}x{{/eech}}\n",
      ["hello.md.hbs:9:4 unknown-block: there is no {{#eech}}. Did you mean {{#each}}?"],
    ],
    [
      "a section as in Mustache",
      "{{#intern}}x{{/intern}}\n",
      ["hello.md.hbs:9:4 unknown-block: there is no {{#intern}}. Use {{#if}}, {{#unless}} or {{#each}}"],
    ],
    [
      "a calculation in {{#if}}",
      "{{#if (eq 1 2)}}x{{/if}}\n",
      ["hello.md.hbs:9:1 unsupported-expression: {{#if}} takes one value and nothing more. Write {{#if value}}"],
    ],
    [
      "an option of {{#if}}",
      "{{#if intern.name includeZero=true}}x{{/if}}\n",
      ["hello.md.hbs:9:1 unsupported-expression: {{#if}} takes one value and nothing more. Write {{#if value}}"],
    ],
    [
      "names for items",
      "{{#each project.milestones as |m|}}{{m.title}}{{/each}}\n",
      ["hello.md.hbs:9:1 unsupported-expression: {{#each}} takes one value and nothing more. Write {{#each value}}"],
    ],
    [
      "a decorator",
      "{{* once}}\n",
      [`hello.md.hbs:9:1 unsupported-expression: templates cannot use decorators. ${blocks}`],
    ],
    [
      "an inline partial",
      '{{#*inline "x"}}y{{/inline}}\n',
      [`hello.md.hbs:9:1 unsupported-expression: templates cannot use inline partials and decorators. ${blocks}`],
    ],
    [
      "a partial with a block",
      "{{#> people}}y{{/people}}\n",
      [`hello.md.hbs:9:1 unsupported-expression: templates cannot use partials with a block. ${blocks}`],
    ],
  ];
  it.each(named(cases))("$name", ({ body, expected }) => {
    expect(libraryOf(body).diagnostics.map(toLine)).toEqual(expected);
  });
});

describe("lint of texts that are no template", () => {
  const cases: readonly Case[] = [
    [
      "a block never closed",
      "one\n{{#if buddy}}\ntwo\n",
      ["hello.md.hbs:10:1 broken-template: this {{#if}} is never closed. Add {{/if}} where it ends"],
    ],
    [
      "the inner of two blocks left open",
      "{{#each project.milestones}}\n{{#if due}}x\n{{/each}}\n",
      [
        "hello.md.hbs:11:1 broken-template: {{/each}} stands where {{/if}} is due, for the {{#if}} in the line above. Write {{/if}}, or close the blocks in the reverse order of opening",
      ],
    ],
    [
      "a block closed twice",
      "{{#if buddy}}x{{/if}}\n  {{/if}}\n",
      ["hello.md.hbs:10:3 broken-template: {{/if}} closes nothing. Take it out, or add {{#if}} before it"],
    ],
    [
      "braces left open",
      "one\ntwo {{intern.name\n",
      [
        "hello.md.hbs:10:18 broken-template: this is not a template that can be read. Every {{ needs its }}; {{{{ has no meaning here",
      ],
    ],
    [
      "else without if",
      "one\n{{else}}\n",
      [
        "hello.md.hbs:10:1 broken-template: this is not a template that can be read. Every {{ needs its }}; {{{{ has no meaning here",
      ],
    ],
    [
      "a path that turns back",
      "{{intern/../name}}\n",
      [
        "hello.md.hbs:9:3 broken-template: this is not a template that can be read: invalid path: intern/... Every {{ needs its }}; {{{{ has no meaning here",
      ],
    ],
  ];
  it.each(named(cases))("$name", ({ body, expected }) => {
    expect(libraryOf(body).diagnostics.map(toLine)).toEqual(expected);
  });
});

describe("lint of titles", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      "an unknown name inside quotes",
      '"Hi {{intern.nme}}"',
      "hello.md.hbs:4:14 unknown-name: intern has no nme. Did you mean intern.name?",
    ],
    [
      "an unknown name without quotes",
      "Hi {{intern.nme}}",
      "hello.md.hbs:4:13 unknown-name: intern has no nme. Did you mean intern.name?",
    ],
    [
      "an unknown name in a folded text",
      ">-\n  Hi {{intern.nme}}",
      "hello.md.hbs:5:8 unknown-name: intern has no nme. Did you mean intern.name?",
    ],
    [
      "a mention, which GitLab would act on",
      '"Hi {{intern.mention}}"',
      "hello.md.hbs:4:14 not-in-titles: a title cannot hold a mention. Use the name instead",
    ],
    [
      "a partial",
      '"Hi {{> people}}"',
      "hello.md.hbs:4:16 not-in-titles: a title cannot take in a partial. Write the words themselves",
    ],
  ];
  it.each(cases)("%s", (_name, title, expected) => {
    expect(libraryOf("x\n", { front: { title } }).diagnostics.map(toLine)).toEqual([expected]);
  });

  it("names the cohort file where that gives the title", () => {
    const kinds = { hello: { enabled: true, overrides: { title: "Hi {{intern.nme}}" } } };
    expect(libraryOf("x\n", { cohort: { kinds } }).diagnostics.map(toLine)).toEqual([
      "kinds.hello.title unknown-name: intern has no nme. Did you mean intern.name?",
    ]);
  });
});

describe("lint of rounds and dates", () => {
  const front = {
    rounds: "{ short: week 2, three-months: end + 3m }",
    opens: "occurrence",
    dates: "{ decision: 75%, told: 81% }",
  };
  const cases: readonly Case[] = [
    [
      "what the settings name",
      "{{#if round.short}}Soon{{/if}}{{#unless round.three-months}}!{{/unless}} {{dates.decision.text}}\n",
      [],
      { front },
    ],
    [
      "a date that is misspelt",
      "{{dates.decison.text}}\n",
      ["hello.md.hbs:11:3 unknown-name: dates has no decison. Did you mean dates.decision?"],
      { front },
    ],
    [
      "a round that is misspelt, in {{#if}}",
      "{{#if round.shrot}}x{{/if}}\n",
      ["hello.md.hbs:11:7 unknown-name: round has no shrot. Did you mean round.short?"],
      { front },
    ],
    [
      "a date where a value belongs",
      "{{dates.told}}\n",
      [
        "hello.md.hbs:11:3 not-a-value: dates.told is a group of values, not a value. Name one of dates.told.text, dates.told.short, dates.told.iso, dates.told.weekday",
      ],
      { front },
    ],
    [
      "rounds and dates that the settings do not have",
      "{{#if round.short}}{{dates.told.text}}{{/if}}\n",
      [
        "hello.md.hbs:9:7 unknown-name: an intern's issue has no round. Only a kind with rounds: has it",
        "hello.md.hbs:9:22 unknown-name: an intern's issue has no dates. Name a day in the settings first: dates: { decision: 75% }",
      ],
    ],
  ];
  it.each(named(cases))("$name", ({ body, expected, given }) => {
    expect(libraryOf(body, given).diagnostics.map(toLine)).toEqual(expected);
  });
});

describe("lint of a kind's own choices", () => {
  const partials = { "hello/mode_virtual": "v\n", "hello/mode_in-person": "p\n" };
  const front = { per: "cohort", title: '"Hello"', owner: "coordinator", attributes: "{ mode: virtual }" };
  const override = (mode: string) => ({
    kinds: { hello: { enabled: true, overrides: { attributes: { mode } } } },
    links: {},
  });
  const cases: readonly Case[] = [
    ["one that somebody has written for", "{{> attributes}}\n", [], { front, partials }],
    [
      "without a place",
      "x\n",
      [
        "hello.md.hbs:8:1 no-attributes: hello has attributes, and its text has no place for what they choose. Write {{> attributes}} where it belongs, or leave attributes out",
        "partials/hello/mode_in-person.md.hbs:0:0 unused-partial: hello has no place for the partials of a person's attributes. Write {{> attributes}} in hello.md.hbs where it belongs",
        "partials/hello/mode_virtual.md.hbs:0:0 unused-partial: hello has no place for the partials of a person's attributes. Write {{> attributes}} in hello.md.hbs where it belongs",
      ],
      { front, partials },
    ],
    [
      "one that nobody has written for",
      "{{> attributes}}\n",
      ["kinds.hello.attributes.mode missing-partial: nobody has written hello for mode vitual. Did you mean virtual?"],
      { front, partials, cohort: override("vitual") },
    ],
    ["one that the cohort chooses", "{{> attributes}}\n", [], { front, partials, cohort: override("in-person") }],
  ];
  it.each(named(cases))("$name", ({ body, expected, given }) => {
    expect(libraryOf(body, given).diagnostics.map(toLine)).toEqual(expected);
  });
});

describe("lint of partials", () => {
  const cases: readonly Case[] = [
    [
      "one that is not there, with a suggestion",
      "{{> peple}}\n{{> people}}\n",
      ["hello.md.hbs:9:5 unknown-partial: there is no partial peple. Did you mean people?"],
      { partials: { people: "x\n" } },
    ],
    [
      "a fault inside one, at its own place",
      "{{> people}}\n",
      ["partials/people.md.hbs:2:7 unknown-name: an intern's issue has no intren. Did you mean intern?"],
      { partials: { people: "x\nyes {{intren.name}}\n" } },
    ],
    [
      "what the caller's list lets one see",
      "{{#each project.milestones}}\n{{> step}}\n{{/each}}\n",
      ["partials/step.md.hbs:1:15 unknown-name: an entry of this list has no intern. It has due, title, when"],
      { partials: { step: "- {{title}} {{intern.name}}\n" } },
    ],
    [
      "one that looks outside",
      "{{#each project.milestones}}\n{{> step}}\n{{/each}}\n",
      [
        "partials/step.md.hbs:1:15 unknown-name: ../intern.name goes further out than there is. A partial sees only the value it is taken in at; write this part into the template itself",
      ],
      { partials: { step: "- {{title}} {{../intern.name}}\n" } },
    ],
    [
      "one that takes in itself",
      "{{> a}}\n",
      ["partials/b.md.hbs:1:7 circular-partial: the partial a takes in itself, by way of b. Break the circle"],
      { partials: { a: "{{> b}}\n", b: "b {{> a}}\n" } },
    ],
    [
      "one with an argument",
      "{{> people intern}} {{> people size=3}} {{> (people)}}\n",
      [
        "hello.md.hbs:9:1 unsupported-expression: a partial sees what the template sees, and takes nothing more. Write {{> name}}",
        "hello.md.hbs:9:21 unsupported-expression: a partial sees what the template sees, and takes nothing more. Write {{> name}}",
        "hello.md.hbs:9:41 unsupported-expression: a partial sees what the template sees, and takes nothing more. Write {{> name}}",
      ],
      { partials: { people: "x\n" } },
    ],
    [
      "one chosen by an attribute, in the kind's own context",
      "{{> attributes}}\n",
      [
        "partials/hello/role_docs.md.hbs:3:3 unknown-name: an intern's issue has no banana. It has buddy, co_mentor, cohort, coordinator, intern, links, manager, mentor, opens, project, remote_mentor, shared",
      ],
      { partials: { "hello/role_docs": "\n\n{{banana}}\n" } },
    ],
    [
      "one chosen by an attribute that takes in all of them",
      "{{> attributes}}\n",
      [
        "partials/hello/role_docs.md.hbs:1:5 circular-partial: the partial attributes takes in itself, by way of hello/role_docs. Break the circle",
      ],
      { partials: { "hello/role_docs": "{{> attributes}}\n" } },
    ],
    [
      "the attributes' place inside a list",
      "{{#each project.milestones}}\n{{> attributes}}\n{{/each}}\n",
      [
        "hello.md.hbs:10:5 no-attributes: the partials of a person's attributes cannot stand inside {{#each}}. Move {{> attributes}} to the outside of the list",
      ],
    ],
    [
      "the attributes' place in an issue of nobody's",
      "{{> attributes}}\n",
      [
        "hello.md.hbs:9:5 no-attributes: a project has no attributes to choose partials by. Give the kind some, such as attributes: { mode: virtual }, or make it per intern or helper",
      ],
      { front: PROJECT },
    ],
  ];
  it.each(named(cases))("$name", ({ body, expected, given }) => {
    expect(libraryOf(body, given).diagnostics.map(toLine)).toEqual(expected);
  });

  it("tells a fault of a shared partial once, however many kinds take it in", () => {
    const { diagnostics } = libraryOf("{{> people}}\n{{> people}}\n", { partials: { people: "{{nobody}}\n" } });
    expect(diagnostics).toHaveLength(1);
  });
});

describe("lint of list items", () => {
  const remedy = "Word them differently, so that a tick has one place";
  const cases: readonly Case[] = [
    [
      "two alike",
      "- [ ] Say hello\n- [ ] Something else\n* [x]  Say  hello\n",
      [`hello.md.hbs:11:1 same-item-twice: the same list item stands 2 lines above. ${remedy}`],
    ],
    [
      "two alike, one under a condition",
      "- Say hello\n{{#if buddy}}\n  - Say hello\n{{/if}}\n",
      [`hello.md.hbs:11:3 same-item-twice: the same list item stands 2 lines above. ${remedy}`],
    ],
    [
      "one that a list repeats",
      "{{#each project.milestones}}\n- [ ] Say hello\n{{/each}}\n",
      [`hello.md.hbs:10:1 same-item-twice: this list item would be the same each time round. ${remedy}`],
    ],
    [
      "two alike in branches that exclude each other",
      "{{#if buddy}}\n- Say hello\n{{else}}\n- Say hello\n{{/if}}\n",
      [],
    ],
    ["two alike in a fence", "```\n- Say hello\n- Say hello\n```\n", []],
    ["one that differs each time", "{{#each project.milestones}}\n- [ ] {{title}}\n{{/each}}\n", []],
  ];
  it.each(named(cases))("$name", ({ body, expected }) => {
    expect(libraryOf(body).diagnostics.map(toLine)).toEqual(expected);
  });
});

describe("lint of mentions", () => {
  it("tells of a role that is to be mentioned and is not", () => {
    const { diagnostics } = libraryOf("Hello\n", { front: { mention: "[mentor, remote_mentor]" } });
    expect(diagnostics.map(toLine)).toEqual([
      "hello.md.hbs:8:1 idle-mention: hello is to mention the mentor, and its text does not. Write {{mentor.mention}} where they are spoken to, or take mentor out of mention",
      "hello.md.hbs:8:1 idle-mention: hello is to mention the remote mentor, and its text does not. Write {{remote_mentor.mention}} where they are spoken to, or take remote_mentor out of mention",
    ]);
  });

  it("finds the mention in a partial, and inside blocks", () => {
    const body = "{{#if mentor}}{{#unless buddy}}{{mentor.mention}}{{/unless}}{{/if}}\n{{> help}}\n";
    const partials = { help: "{{#if buddy}}x{{else}}{{coordinator.mention}}{{/if}}\n" };
    expect(libraryOf(body, { front: { mention: "[mentor, coordinator]" }, partials }).diagnostics).toEqual([]);
  });
});

describe("what lint lets through", () => {
  const cases: readonly (readonly [string, string, Parameters<typeof libraryOf>[1]?])[] = [
    [
      "values of the subject and the cohort",
      "{{intern.name}} {{intern.start.text}} {{cohort.weeks}} {{cohort.zone}} {{opens.iso}}\n",
    ],
    [
      "what was asked for, also further out",
      "{{#if mentor}}{{#each project.milestones}}{{../mentor.name}}{{/each}}{{/if}}\n",
    ],
    ["the other branch of unless", "{{#unless buddy}}x{{else}}{{buddy.name}}{{/unless}}\n"],
    [
      "a list's counters",
      "{{#each project.stakeholders}}{{#if @first}}{{@index}}{{else}}{{#unless @last}}{{this}}{{/unless}}{{/if}}{{/each}}\n",
    ],
    [
      "an address the cohort adds",
      "{{#if links.wiki}}{{links.wiki}}{{/if}}\n",
      { cohort: { links: { wiki: "https://acme.example" } } },
    ],
    [
      "children where they were asked for",
      "{{rollup.done}}{{#each children}}{{reference}}{{status}}{{/each}}\n",
      { front: CHILDREN },
    ],
    [
      "due and week where they are",
      "{{due.text}}{{week.of}}\n",
      { front: { opens: "occurrence", due: "occurrence + 2d", repeat: "{ every: 1w }" } },
    ],
    [
      "a comment, an escaped expression, blank control",
      "{{!-- {{nobody}} --}}{{! x }}\\{{nobody}} {{~intern.name~}}\n",
    ],
    [
      "a partial in the caller's context",
      "{{#each project.milestones}}\n{{> step}}\n{{/each}}\n",
      { partials: { step: "- {{title}}{{#if due}} {{due.short}}{{/if}}\n" } },
    ],
    ["the attributes' place", "{{> attributes}}\n", { partials: { "hello/role_docs": "{{intern.name}}\n" } }],
  ];
  it.each(cases.map(([name, body, given]) => ({ name, body, given })))("$name", ({ body, given }) => {
    const { library, diagnostics } = libraryOf(body, given);
    expect(diagnostics.map(toLine)).toEqual([]);
    expect(library.kinds.map((kind) => kind.name)).toEqual(["hello"]);
  });
});

describe("the excerpt of a fault", () => {
  it("shows the line with carets below the whole expression", () => {
    const [diagnostic] = libraryOf("Hi {{intren.name}}!\n").diagnostics;
    expect(diagnostic?.excerpt).toBe("9 | Hi {{intren.name}}!\n  |      ^^^^^^^^^^^");
  });
});
