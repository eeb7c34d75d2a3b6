import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeCopier } from "./copier.ts";
import { cleanEnvironment, run } from "./repository.ts";

const ASKED = "-a --delete-excluded --delete --exclude-from=../left-out --exclude ../state/ ./ ../state/builds/job/";

describe("the stand-in for rsync", () => {
  let room = "";
  let source = "";
  beforeEach(async () => {
    room = await mkdtemp(join(tmpdir(), "fledgling-copier-"));
    source = join(room, "source");
    await mkdir(join(source, "deep/er"), { recursive: true });
    await mkdir(join(room, "state/builds/job"), { recursive: true });
    await writeCopier(join(room, "bin"));
    await writeFile(join(room, "left-out"), "");
    await writeFile(join(source, ".hidden"), "one");
    await writeFile(join(source, "deep/er/file"), "two");
  });
  afterEach(async () => rm(room, { recursive: true, force: true }));

  const copy = (words: string) =>
    run(join(room, "bin/rsync"), words.split(" "), { cwd: source, env: cleanEnvironment(room) });

  it("copies everything, hidden files too", async () => {
    expect(await copy(ASKED)).toEqual({ code: 0, out: "", err: "" });
    expect(await readFile(join(room, "state/builds/job/.hidden"), "utf8")).toBe("one");
    expect(await readFile(join(room, "state/builds/job/deep/er/file"), "utf8")).toBe("two");
  });

  it.each([
    ["other words", "-a ./ ../state/builds/job/"],
    ["other options", ASKED.replace("-a", "-ra")],
    ["other options", ASKED.replace("--exclude-from=", "--files-from=")],
    ["another source", ASKED.replace(" ./ ", " ../ ")],
    ["another target", ASKED.replace("../state/builds/job/", "../elsewhere/")],
    ["a target that is no empty folder", ASKED.replace("/job/", "/none/")],
  ])("refuses %s: %s", async (reason, words) => {
    const { code, err } = await copy(words);
    expect([code, err]).toEqual([64, `This stand-in for rsync refuses ${reason}: rsync ${words}\n`]);
  });

  it("refuses to leave files out, and to write over some", async () => {
    await writeFile(join(room, "left-out"), "/node_modules\n");
    expect((await copy(ASKED)).err).toContain("refuses files to leave out");
    await writeFile(join(room, "left-out"), "");
    await writeFile(join(room, "state/builds/job/file"), "three");
    expect((await copy(ASKED)).err).toContain("refuses a target that is no empty folder");
  });
});
