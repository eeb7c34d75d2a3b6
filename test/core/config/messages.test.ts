import { describe, expect, it } from "vitest";
import { parseCohort } from "../../support/parse-cohort.ts";

const START = "cohort: { title: A, start: 2026-06-01 }\ncoordinator: kim\nforge: local\n";
const HELPERS = "buddy: sam, manager: lee";

interface Mistake {
  readonly mistake: string;
  readonly text: string;
  /** Line and column, 1-based. */
  readonly at: string;
  readonly says: string;
  readonly remedy: string;
}

/** What people type, and where the message must lead them: one message for one mistake. */
const MISTAKES: readonly Mistake[] = [
  {
    mistake: "interns that are not indented",
    text: `${START}interns:\nada: { mentor: grace, ${HELPERS} }\nben: { mentor: omar, ${HELPERS} }\n`,
    at: "5:1",
    says: "`interns:` has nothing below it, and ada and ben stand beside it",
    remedy: "Indent lines 5 to 6 by two spaces, so that ada and ben are under `interns:`.",
  },
  {
    mistake: "a cohort whose keys are not indented",
    text: "cohort:\ntitle: A\nstart: 2026-06-01\ncoordinator: kim\nforge: local\n",
    at: "2:1",
    says: "`cohort:` has nothing below it, and title and start stand beside it",
    remedy: "Indent lines 2 to 3 by two spaces, so that title and start are under `cohort:`.",
  },
  {
    mistake: "a key indented more than the one above",
    text: "cohort:\n  title: A\n    start: 2026-06-01\n",
    at: "3:1",
    says: "line 3 is indented more than line 2, and belongs beside it",
    remedy: "Use the same number of spaces for all keys of one mapping.",
  },
  {
    mistake: "a key indented less than the one above",
    text: "cohort:\n  title: A\n start: 2026-06-01\n",
    at: "3:1",
    says: "line 3 is indented less than line 2, and belongs beside it",
    remedy: "Use the same number of spaces for all keys of one mapping.",
  },
  {
    mistake: "tabs",
    text: `cohort:\n\ttitle: A\n\tstart: 2026-06-01\n\tzone: UTC\ncoordinator: kim\nforge: local\ninterns:\n\tada: {}\n`,
    at: "2:1",
    says: "there are tabs at the beginning of lines 2–4 and 8, and YAML allows only spaces there",
    remedy: "Use spaces, not tabs: two for each level.",
  },
  {
    mistake: "a quotation mark without its other half",
    text: `cohort: { title: "A, start: 2026-06-01 }\nforge: local\ninterns:\n  ada: {}\n`,
    at: "1:18",
    says: "the quotation mark opened on line 1 is never closed",
    remedy: 'Close it with " where the text ends.',
  },
  {
    mistake: "a quotation mark that the next text's closes by chance",
    text: `cohort:\n  title: "A\n  start: "2026-06-01"\n`,
    at: "2:10",
    says: "the quotation mark opened on line 2 is never closed",
    remedy: 'Close it with " where the text ends.',
  },
  {
    mistake: "a brace without its other half",
    text: "cohort: { title: A, start: 2026-06-01\nforge: local\n",
    at: "1:9",
    says: "the { opened on line 1 is never closed",
    remedy: "Close it with } where the list or mapping ends.",
  },
  {
    mistake: "a list without its other half",
    text: `${START}interns:\n  ada: { mentor: grace, weekdays: [mon, tue }\n`,
    at: "5:35",
    says: "the [ opened on line 5 is never closed",
    remedy: "Close it with ] where the list or mapping ends.",
  },
  {
    mistake: "a text with a colon",
    text: "cohort:\n  title: Summer: 2026\n  start: 2026-06-01\n",
    at: "2:10",
    says: 'the text "Summer: 2026" holds a colon, which begins a value in YAML',
    remedy: "Put the whole text in quotation marks.",
  },
  {
    mistake: "an account with its @",
    text: `${START}interns:\n  ada: { mentor: @grace, ${HELPERS} }\n`,
    at: "5:18",
    says: "a text cannot begin with @ in YAML",
    remedy: "Write grace, without the @.",
  },
  {
    mistake: "an account with its @ in quotation marks",
    text: `${START}interns:\n  ada: { mentor: "@grace", ${HELPERS} }\n`,
    at: "5:18",
    says: '"@grace" cannot be an id',
    remedy: "Write grace, without the @.",
  },
  {
    mistake: "two mentors in one text",
    text: `${START}interns:\n  ada: { mentor: grace and omar, ${HELPERS} }\n`,
    at: "5:18",
    says: '"grace and omar" cannot be an id',
    remedy: "Name one person here; a second mentor goes into co_mentor.",
  },
  {
    mistake: "two mentors in a list",
    text: `${START}interns:\n  ada: { mentor: [grace, omar], ${HELPERS} }\n`,
    at: "5:10",
    says: "`mentor` must be an id, such as ada, and is a list",
    remedy: "Name one person here; a second mentor goes into co_mentor.",
  },
  {
    mistake: "two buddies",
    text: `${START}interns:\n  ada: { mentor: grace, buddy: sam/max, manager: lee }\n`,
    at: "5:32",
    says: '"sam/max" cannot be an id',
    remedy: "Name one person here.",
  },
  {
    mistake: "nobody yet",
    text: `${START}interns:\n  ada: { mentor: TBD, ${HELPERS} }\n`,
    at: "5:18",
    says: '"TBD" cannot be an id',
    remedy: "Leave mentor out until somebody is found: the coordinator's checklist asks for it.",
  },
  {
    mistake: "a name in place of an id",
    text: `${START}interns:\n  Zoë Müller: { mentor: grace, ${HELPERS} }\n`,
    at: "5:3",
    says: '"Zoë Müller" cannot be an id',
    remedy: "Write zoe-muller: { name: Zoë Müller, … }; an id is usually the person's account name.",
  },
  {
    mistake: "a key of the top level under cohort",
    text: `cohort: { title: A, start: 2026-06-01, live: true }\ncoordinator: kim\nforge: local\n`,
    at: "1:40",
    says: '"live" is not a key that `cohort` can have',
    remedy: "`live` goes at the top level of the file.",
  },
  {
    mistake: "a key of an intern under cohort",
    text: `cohort: { title: A, start: 2026-06-01, mentor: grace }\ncoordinator: kim\nforge: local\n`,
    at: "1:40",
    says: '"mentor" is not a key that `cohort` can have',
    remedy: "`mentor` goes under an intern, in interns.",
  },
  {
    mistake: "a key of an intern at the top level",
    text: `${START}mentor: grace\n`,
    at: "4:1",
    says: '"mentor" is not a key that a cohort file can have',
    remedy: "`mentor` goes under an intern, in interns.",
  },
  {
    mistake: "an address for git",
    text: `cohort: { title: A, start: 2026-06-01 }\ncoordinator: kim\nforge: git@gitlab.com:acme/internships.git\n`,
    at: "3:8",
    says: '"git@gitlab.com:acme/internships.git" is an address for git, not one of the web',
    remedy: "Did you mean gitlab.com/acme/internships?",
  },
  {
    mistake: "an address for git with its scheme",
    text: `cohort: { title: A, start: 2026-06-01 }\ncoordinator: kim\nforge: ssh://git@github.com:22/acme/internships.git\n`,
    at: "3:8",
    says: "is an address for git, not one of the web",
    remedy: "Did you mean github.com/acme/internships?",
  },
  {
    mistake: "a forge without a project",
    text: `cohort: { title: A, start: 2026-06-01 }\ncoordinator: kim\nforge: gitlab\n`,
    at: "3:8",
    says: "gitlab alone names no project",
    remedy: "Write host and project, such as gitlab.com/acme/internships.",
  },
  {
    mistake: "a key twice",
    text: `${START}interns:\n  ada: { mentor: grace, ${HELPERS} }\n  ada: { mentor: omar }\n`,
    at: "6:3",
    says: '"ada" is listed twice',
    remedy: "Remove one; only the first would be used.",
  },
  {
    mistake: "an id that YAML reads as a number",
    text: `${START}interns:\n  ada: { mentor: 0123, ${HELPERS} }\n`,
    at: "5:18",
    says: "`mentor` must be an id, such as ada, and is the number 123",
    remedy: "Put it in quotation marks, with the characters as they are in the file.",
  },
];

describe("a mistake people make", () => {
  it.each(MISTAKES)("$mistake: one message that leads on", ({ text, at, says, remedy }) => {
    const { diagnostics } = parseCohort({ file: "cohort.yaml", text });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map(({ line, column, remedy: told }) => `${line}:${column} ${told}`)).toEqual([`${at} ${remedy}`]);
    expect(errors[0]?.message).toContain(says);
  });

  it("underlines the name further down where two of one sort are each named once", () => {
    const text = `${START}interns:\n  ada: { mentor: grace, ${HELPERS} }\n  ben: { mentor: grcae, ${HELPERS} }\n`;
    const { diagnostics } = parseCohort({ file: "cohort.yaml", text });
    const [near, ...others] = diagnostics.filter(({ code }) => code === "similar-names");
    expect(others).toEqual([]);
    expect(near).toMatchObject({ line: 6, path: "interns.ben.mentor" });
  });
});

describe("names that look like numbers", () => {
  it("keep the characters of the file as keys", () => {
    const text = `${START}interns:\n  0123456: { mentor: grace, ${HELPERS} }\n  1e3: { mentor: omar, ${HELPERS} }\n  true: { mentor: max, ${HELPERS} }\n`;
    const { cohort } = parseCohort({ file: "cohort.yaml", text });
    expect(cohort?.interns.map(({ person }) => person)).toEqual(["0123456", "1e3", "true"]);
    expect(cohort?.people.find(({ id }) => id === "0123456")?.username).toBe("0123456");
  });
});

describe("a length", () => {
  const endOf = (start: string, length: string) =>
    parseCohort({
      file: "cohort.yaml",
      text: `cohort: { title: A, start: ${start}, length: ${length} }\ncoordinator: kim\nforge: local\n`,
    }).cohort?.end;

  it.each([
    ["16w", "16 weeks"],
    ["110d", "110 days"],
    ["4m", "4 months"],
  ])("may be written as anchors have it: %s", (short, long) => {
    expect(endOf("2026-06-01", short)).toBe(endOf("2026-06-01", long));
    expect(endOf("2026-06-01", short)).toBeDefined();
  });

  it.each([
    ["2026-05-31", "1 month", "2026-06-30"],
    ["2026-05-30", "1 month", "2026-06-29"],
    ["2026-10-31", "4 months", "2027-02-26"],
    ["2027-10-31", "4 months", "2028-02-29"],
    ["2026-12-29", "2 months", "2027-02-26"],
    ["2026-06-01", "1 month", "2026-06-30"],
  ])("from %s of %s ends on %s", (start, length, end) => {
    expect(endOf(start, length)).toBe(end);
  });
});
