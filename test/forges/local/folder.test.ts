import { mkdir, readdir, readFile, rename, symlink, unlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ForgeError, InvariantError } from "../../../src/core/diagnostics/errors.ts";
import { openLocalReader, openLocalWriter } from "../../../src/forges/local/index.ts";
import type { ForgeWriter, IssueDraft } from "../../../src/forges/types.ts";
import { breakDisk, type DiskFault } from "../../support/disk-faults.ts";
import { connectLocal, startLocal, type LocalWorld } from "../../support/local-harness.ts";

const LABEL = "cohort::2026-summer";
const DRAFT: IssueDraft = {
  title: "Week 1 · Ada Example",
  body: "- [ ] one\n- [x] two\n",
  labels: [LABEL],
  assignee: "ada",
  due: "2026-06-05",
  milestone: null,
  confidential: false,
};
const FILE = "1-week-1-ada-example.md";

let world: LocalWorld;
let writer: ForgeWriter;
beforeEach(async () => {
  world = await startLocal();
  writer = world.writer();
});
afterEach(async () => world.stop());

const inFolder = (name: string) => join(world.folder, name);
const read = async (name: string) => readFile(inFolder(name), "utf8");
const put = async (name: string, text: string | Uint8Array) => {
  await mkdir(world.folder, { recursive: true });
  await writeFile(inFolder(name), text);
};
const names = async () => (await readdir(world.folder)).sort();
const list = async () => world.reader().listIssues(LABEL);
const failure = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ForgeError);
  return error as ForgeError;
};

describe("the folder of a lane", () => {
  it("holds an issue, its comments, labels and milestones, and nothing else", async () => {
    await writer.createLabel({ name: LABEL, color: "5319e7", description: "Internship cohort" });
    const milestone = await writer.createMilestone({ title: "Telemetry", description: "Why", due: "2026-09-18" });
    await writer.createIssue({ ...DRAFT, milestone });
    await writer.createComment(1, "Hello");
    expect(await names()).toEqual(["1-week-1-ada-example.md", "1.comments.md", "labels.yaml", "milestones.yaml"]);
    expect(await read(FILE)).toBe(
      "---\nnumber: 1\ntitle: Week 1 · Ada Example\nstate: open\nlabels: [cohort::2026-summer]\nassignees: [ada]\ndue: 2026-06-05\nmilestone: Telemetry\nconfidential: false\nauthor: fledgling\ncreated: 2026-06-01T09:00:00Z\nupdated: 2026-06-01T09:00:00Z\n---\n\n- [ ] one\n- [x] two\n",
    );
    expect(await read("1.comments.md")).toBe("## fledgling, 2026-06-01T09:00:00Z\n\nHello\n\n---\n");
    expect(await read("labels.yaml")).toBe(`- name: ${LABEL}\n  color: "5319e7"\n  description: Internship cohort\n`);
    expect(await read("milestones.yaml")).toBe("- title: Telemetry\n  description: Why\n  due: 2026-09-18\n");
  });

  it("is made by the first write, not by looking", async () => {
    const reader = world.reader();
    expect(await reader.observePlace()).toMatchObject({ canWrite: true, visibility: "private", account: "fledgling" });
    await reader.listIssues(LABEL);
    await reader.listLabels();
    await reader.readIssue(1);
    await expect(readdir(world.folder)).rejects.toThrow("ENOENT");
    await writer.createIssue(DRAFT);
    expect(await names()).toEqual([FILE]);
  });

  it("is the same to the byte when everything is written at the same instant again", async () => {
    const other = await startLocal();
    for (const each of [world, other]) {
      const one = each.writer();
      await one.createLabel({ name: LABEL, color: "5319e7", description: "" });
      await one.createIssue(DRAFT);
      await one.createIssue({ ...DRAFT, title: "Second" });
      await one.updateIssue(1, { addLabels: ["status::doing"], state: "closed" });
      await one.createComment(2, "Hello");
    }
    for (const name of await names()) expect(await read(name)).toBe(await readFile(join(other.folder, name), "utf8"));
    expect((await readdir(other.folder)).sort()).toEqual(await names());
    await other.stop();
  });

  it("uses the clock where no instant is given", async () => {
    const { now: _now, ...connection } = connectLocal(world.directory);
    const before = Date.now();
    const { createdAt } = await openLocalWriter(connection).createIssue(DRAFT);
    expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(createdAt)).toBeLessThanOrEqual(Date.now());
  });

  it("lies inside the directory, whatever its name would be", () => {
    for (const place of ["..", "../elsewhere", "a/b", "", "/etc"])
      expect(() => openLocalReader(connectLocal(world.directory, { place }))).toThrow(InvariantError);
  });

  it("counts writes as they reach the disk, and none for what is so already", async () => {
    await writer.createLabel({ name: LABEL, color: "5319e7", description: "" });
    await writer.createIssue(DRAFT);
    await writer.createComment(1, "Hello");
    await writer.updateIssue(1, { title: "New" });
    expect(world.requests()).toMatchObject({ POST: 3, PATCH: 1, PUT: 0, DELETE: 0 });
    const text = await read(FILE);
    world.resetRequests();
    await writer.createLabel({ name: LABEL, color: "ffffff", description: "" });
    await writer.updateIssue(1, { title: "New", addLabels: [LABEL], removeLabels: ["never"], due: "2026-06-05" });
    expect(world.requests()).toMatchObject({ POST: 0, PATCH: 0 });
    expect(await read(FILE)).toBe(text);
  });

  it("says in --verbose which file was touched, and nothing of what is in it", async () => {
    const lines: string[] = [];
    const one = openLocalWriter(connectLocal(world.directory, { trace: (line) => lines.push(line) }));
    await one.createIssue(DRAFT);
    await one.updateIssue(1, { title: "Secret" });
    await one.createComment(1, "Secret");
    expect(lines).toEqual(["POST team/1", "PATCH team/1", "POST team/1, a comment"]);
  });

  it("reads a thousand issues back", async () => {
    for (let index = 1; index <= 1000; index++) await writer.createIssue({ ...DRAFT, title: `Issue ${index}` });
    const issues = await list();
    expect(issues.map(({ number, title }) => `${number} ${title}`)).toEqual(
      Array.from({ length: 1000 }, (_, index) => `${index + 1} Issue ${index + 1}`),
    );
    expect(world.requests()).toMatchObject({ GET: 10, POST: 1000 });
  });
});

describe("a file in people's hands", () => {
  beforeEach(async () => {
    await writer.createIssue(DRAFT);
  });

  it("keeps its name when its title changes, so that links to it live", async () => {
    const updated = await writer.updateIssue(1, { title: "Something else" });
    expect(updated.url.endsWith(`/team/${FILE}`)).toBe(true);
    expect(await names()).toEqual([FILE]);
  });

  it("is found by its number when they rename the rest", async () => {
    await rename(inFolder(FILE), inFolder("1 my week (Ada's).md"));
    const [issue] = await list();
    expect(issue).toMatchObject({ number: 1, title: DRAFT.title });
    await writer.updateIssue(1, { state: "closed" });
    expect(await names()).toEqual(["1 my week (Ada's).md"]);
  });

  it("is found by its front matter when its name has lost the number", async () => {
    await rename(inFolder(FILE), inFolder("ada.md"));
    expect((await list()).map((issue) => issue.number)).toEqual([1]);
    expect((await writer.updateIssue(1, { title: "New" })).url).toMatch(/\/ada\.md$/);
    expect((await writer.createIssue(DRAFT)).number).toBe(2);
  });

  it("is not mistaken for a copy made for safety, a note, or what an editor leaves", async () => {
    const text = await read(FILE);
    await put("Copy of 1-week-1.md", text);
    await put("README.md", "# Notes\n\nnumber: 7\n");
    await put("empty.md", "");
    await put(`${FILE}~`, text);
    await put(`.${FILE}.swp`, "binary");
    await put("1-week-1.txt", text);
    expect((await list()).map((issue) => issue.number)).toEqual([1]);
    expect((await writer.createIssue(DRAFT)).number).toBe(2);
  });

  it("may be one that somebody made with a text editor alone", async () => {
    await put("7-idea.md", `---\ntitle: An idea\nlabels: ${LABEL}\n---\nWhat if`);
    const [, idea] = await list();
    expect(idea).toMatchObject({ number: 7, title: "An idea", author: "", body: "What if", state: "open" });
    expect((await writer.createIssue(DRAFT)).number).toBe(8);
  });

  it("is never given the number of one that was deleted, as long as its comments are there", async () => {
    await writer.createComment(1, "Hello");
    await unlink(inFolder(FILE));
    expect(await writer.readIssue(1)).toBeNull();
    expect((await writer.createIssue(DRAFT)).number).toBe(2);
  });

  it("has a comment for everything people write below it", async () => {
    await writer.createComment(1, "Ours\n\n## A heading\n\n---\n\n- list");
    await writer.createComment(1, "Ours too");
    expect((await list())[0]?.comments).toBe(2);
    const ours = await read("1.comments.md");
    await put("1.comments.md", `${ours}\nMine, without a heading\n`);
    expect((await list())[0]?.comments).toBe(3);
    await put("1.comments.md", `${ours}\n## ada\nMine\n\n## ben\nAnd mine\n`.replaceAll("\n", "\r\n"));
    expect((await list())[0]?.comments).toBe(4);
    await put("1.comments.md", "\n\n<!-- nothing yet -->\n");
    expect((await list())[0]?.comments).toBe(0);
  });

  it("is not written over when somebody saved it since it was read", async () => {
    expect((await writer.readIssue(1))?.body).toBe(DRAFT.body);
    await world.editAsPerson(1, { body: "- [x] one\n- [x] two\n" });
    const error = await failure(writer.updateIssue(1, { body: "- [ ] one\n- [x] two\n- [ ] three\n" }));
    expect(error).toMatchObject({ fate: "not-done", remedy: expect.stringContaining("Run it again") });
    expect((await list())[0]?.body).toBe("- [x] one\n- [x] two\n");
    await writer.updateIssue(1, { addLabels: ["status::done"] });
    expect((await list())[0]).toMatchObject({ body: "- [x] one\n- [x] two\n", labels: [LABEL, "status::done"] });
    await writer.readIssue(1);
    await writer.updateIssue(1, { body: "merged\n" });
    expect((await list())[0]?.body).toBe("merged\n");
  });

  it("may be a link to somewhere else, which is read and never written through", async () => {
    const outside = join(world.directory, "outside.md");
    await rename(inFolder(FILE), outside);
    await symlink(outside, inFolder(FILE));
    const before = await readFile(outside, "utf8");
    await writer.updateIssue(1, { title: "New" });
    expect(await readFile(outside, "utf8")).toBe(before);
    expect((await list())[0]?.title).toBe("New");
  });
});

describe("somebody who works at the same moment", () => {
  beforeEach(async () => {
    for (const title of ["One", "Two"]) await writer.createIssue({ ...DRAFT, title });
  });
  const meanwhile = async (fault: DiskFault, work: () => Promise<unknown>) => {
    const repair = breakDisk(fault);
    await work().finally(repair);
  };

  it("keeps a tick that was saved while labels were written", async () => {
    const tick = async () => world.editAsPerson(1, { body: "- [x] one\n- [x] two\n" });
    await meanwhile({ call: "sync", meanwhile: tick }, async () => writer.updateIssue(1, { addLabels: ["later"] }));
    expect((await list())[0]).toMatchObject({ body: "- [x] one\n- [x] two\n", labels: [LABEL, "later"] });
  });

  it("keeps a tick that was saved while the body was written", async () => {
    const tick = async () => world.editAsPerson(1, { body: "- [x] one\n- [x] two\n" });
    const write = async () => failure(writer.updateIssue(1, { body: "New\n" }));
    await meanwhile({ call: "sync", meanwhile: tick }, write);
    expect((await list())[0]?.body).toBe("- [x] one\n- [x] two\n");
  });

  it("keeps a comment that was saved while another was written", async () => {
    const say = async () => world.commentAsPerson(1, "Theirs");
    await meanwhile({ call: "sync", meanwhile: say }, async () => writer.createComment(1, "Ours"));
    expect(await read("1.comments.md")).toMatch(/Theirs\n\n## fledgling, .*\n\nOurs\n/);
  });

  it("is followed when they rename a file that is about to be read", async () => {
    const move = async () => rename(inFolder("2-two.md"), inFolder("2-mine.md"));
    let titles: readonly string[] = [];
    await meanwhile({ call: "readFile", path: /1-one/, meanwhile: move }, async () => {
      titles = (await list()).map((issue) => issue.title);
    });
    expect(titles).toEqual(["One", "Two"]);
  });

  it("is followed when they rename a file that is about to be written", async () => {
    const move = async () => rename(inFolder("2-two.md"), inFolder("2-mine.md"));
    await meanwhile({ call: "sync", meanwhile: move }, async () => writer.updateIssue(2, { title: "New" }));
    expect(await names()).toEqual(["1-one.md", "2-mine.md"]);
    expect((await list())[1]?.title).toBe("New");
  });

  it("has the number when they were quicker, and the next one is ours", async () => {
    const make = async () => put("3-theirs.md", `---\ntitle: Theirs\nlabels: [${LABEL}]\n---\n`);
    await meanwhile({ call: "sync", meanwhile: make }, async () => writer.createIssue({ ...DRAFT, title: "Ours" }));
    expect((await list()).map((issue) => issue.title)).toEqual(["One", "Two", "Theirs", "Ours"]);
  });
});

describe("a folder that people have broken", () => {
  beforeEach(async () => {
    await writer.createIssue(DRAFT);
  });

  const cases: readonly [name: string, file: string, text: string | Uint8Array, where: string, words: RegExp][] = [
    ["front matter is no YAML", FILE, "---\ntitle: Week 3: Ada\n---\n", `${FILE}:2:8`, /belongs in quotes/],
    ["front matter is gone", FILE, "Only the body\n", `${FILE}:1:1`, /front matter .* is missing/],
    ["a file is empty", FILE, "", `${FILE}:1:1`, /front matter .* is missing/],
    ["a value is none", FILE, "---\nstate: done\n---\n", `${FILE}:2:8`, /`state` is none of open, closed/],
    ["a file is no UTF-8", FILE, Buffer.from("---\ntitle: \xDCbung\n---\n", "latin1"), FILE, /no UTF-8/],
    [
      "two files have one number",
      "1-other.md",
      "---\ntitle: x\n---\n",
      "1-other.md and 1-week",
      /both have the number 1/,
    ],
    ["a nought makes two numbers one", "01.md", "---\ntitle: x\n---\n", "01.md and 1-week", /both have the number 1/],
  ];
  it.each(cases)("stops everything, and says where, when %s", async (_name, file, text, where, words) => {
    await put(file, text);
    const before = await Promise.all((await names()).map(async (name) => readFile(inFolder(name))));
    const works = [
      list,
      async () => world.reader().listIssuesBy("fledgling"),
      async () => world.reader().readIssue(1),
      async () => writer.updateIssue(1, { title: "New" }),
      async () => writer.createComment(1, "Hello"),
    ];
    for (const work of works) {
      const error = await failure(work());
      expect(error.message).toContain(where);
      expect(error.message).toMatch(words);
      expect(error).toMatchObject({ fate: "not-done", status: null, remedy: expect.stringMatching(/\.$/) });
    }
    expect(await Promise.all((await names()).map(async (name) => readFile(inFolder(name))))).toEqual(before);
  });

  it.each([
    ["is no list", "name: x\n", /labels\.yaml: it is no list of entries such as `- name: …`/],
    ["is no YAML", "- [\n", /labels\.yaml:\d+:\d+: /],
    ["has an entry without a name", "- color: red\n", /no list of entries/],
  ])("says so when the list of labels %s", async (_name, text, words) => {
    await put("labels.yaml", text);
    const label = { name: "a", color: "ffffff", description: "" };
    expect((await failure(world.reader().listLabels())).message).toMatch(words);
    expect((await failure(writer.createLabel(label))).message).toMatch(words);
    expect(await read("labels.yaml")).toBe(text);
  });

  it("keeps what people wrote into the lists", async () => {
    await put("labels.yaml", "# ours\n- mine\n- name: theirs # keep\n  since: 2025\n");
    await writer.createLabel({ name: LABEL, color: "5319e7", description: "" });
    expect(await world.reader().listLabels()).toEqual([LABEL, "mine", "theirs"]);
    expect(await read("labels.yaml")).toMatch(
      /^# ours\n- mine\n- name: theirs # keep\n {2}since: 2025\n- name: cohort/,
    );
  });

  it.each([
    ["is a file", async () => writeFile(join(world.directory, "private"), "")],
    ["lies in a file", async () => writeFile(join(world.directory, "private"), "")],
  ])("cannot be written to where it %s", async (name, make) => {
    await make();
    const directory = name === "is a file" ? world.directory : join(world.directory, "private");
    const place = name === "is a file" ? "private" : "team";
    const connection = connectLocal(directory, { place });
    expect((await openLocalReader(connection).observePlace()).canWrite).toBe(false);
    const error = await failure(openLocalWriter(connection).createIssue(DRAFT));
    expect(error).toMatchObject({ fate: "not-done", remedy: expect.stringContaining("--dir") });
    expect((await failure(openLocalReader(connection).listIssues(LABEL))).message).toContain("no folder");
  });
});

describe("a write that is cut off", () => {
  const faults: readonly [name: string, fault: DiskFault, words: RegExp][] = [
    ["the disk is full", { call: "write", code: "ENOSPC", torn: 0.5 }, /disk is full/],
    ["the disk fails while it writes", { call: "write", code: "EIO", torn: 0.9 }, /disk reports a fault/],
    ["the disk fails while it flushes", { call: "sync", code: "EIO" }, /disk reports a fault/],
    ["no file can be made", { call: "open", code: "EACCES" }, /permission denied/],
    ["the disk is read-only", { call: "open", code: "EROFS" }, /read-only/],
    ["the quota is used up", { call: "open", code: "EDQUOT" }, /quota/],
    ["the last step is refused", { call: "rename", code: "EPERM" }, /permission denied/],
    ["the system says something unheard of", { call: "rename", code: "EXDEV" }, /the system says EXDEV/],
  ];
  const writes: readonly [name: string, act: (one: ForgeWriter) => Promise<unknown>][] = [
    ["creating", async (one) => one.createIssue({ ...DRAFT, title: "Second" })],
    ["changing", async (one) => one.updateIssue(1, { title: "New", body: "New" })],
    ["commenting", async (one) => one.createComment(1, "Second")],
    ["making a label", async (one) => one.createLabel({ name: "second", color: "ffffff", description: "" })],
    ["making a milestone", async (one) => one.createMilestone({ title: "Second", description: "", due: null })],
  ];
  const cases = writes.flatMap(([act, work]) =>
    faults.map(([name, fault, words]) => [act, name, work, fault, words] as const),
  );

  it.each(cases)("leaves every file whole: %s while %s", async (_act, _name, work, fault, words) => {
    await writer.createLabel({ name: LABEL, color: "5319e7", description: "" });
    await writer.createMilestone({ title: "First", description: "", due: null });
    await writer.createIssue(DRAFT);
    await writer.createComment(1, "First");
    const before = await names();
    const texts = await Promise.all(before.map(read));
    const repair = breakDisk(fault);
    try {
      const error = await failure(work(writer));
      expect(error.message).toMatch(words);
      expect(error).toMatchObject({ fate: "not-done", remedy: expect.stringMatching(/\.$/) });
    } finally {
      repair();
    }
    expect(await names()).toEqual(before);
    expect(await Promise.all(before.map(read))).toEqual(texts);
    await work(writer);
    expect(await Promise.all((await names()).map(read))).not.toEqual(texts);
  });

  it("is of unknown fate when the disk fails in the very last step", async () => {
    const repair = breakDisk({ call: "rename", code: "EIO" });
    const error = await failure(writer.createIssue(DRAFT)).finally(repair);
    expect(error.fate).toBe("unknown");
  });

  it.each(["readdir", "readFile"] as const)("never makes a listing that is half: %s fails", async (call) => {
    for (const title of ["One", "Two", "Three"]) await writer.createIssue({ ...DRAFT, title });
    const repair = breakDisk({ call, code: "EIO", after: call === "readFile" ? 1 : 0 });
    const error = await failure(list()).finally(repair);
    expect(error).toMatchObject({ fault: "unavailable", fate: "not-done" });
  });

  it("leaves something behind that is ignored, and taken away once it is old", async () => {
    await put(".1.tmp", "---\nnumber: 1\n");
    await put(`.${FILE}.0123456789ab.tmp`, "---\nnum");
    await put(".notes.tmp", "a person's own");
    expect(await list()).toEqual([]);
    expect((await writer.createIssue(DRAFT)).number).toBe(2);
    expect(await names()).toHaveLength(4);
    const old = new Date(Date.now() - 11 * 60_000);
    for (const name of await names()) await utimes(inFolder(name), old, old);
    await world.writer().createIssue(DRAFT);
    expect(await names()).toEqual([".notes.tmp", "2-week-1-ada-example.md", "3-week-1-ada-example.md"]);
  });

  it("stops between two files when the run is stopped, and gives no half listing", async () => {
    await writer.createIssue(DRAFT);
    const controller = new AbortController();
    const reader = openLocalReader(connectLocal(world.directory, { signal: controller.signal }));
    expect(await reader.listIssues(LABEL)).toHaveLength(1);
    controller.abort();
    expect(await failure(reader.listIssues(LABEL))).toMatchObject({ fault: "unavailable", fate: "not-done" });
  });
});
