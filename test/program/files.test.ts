import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfigs, readTemplates, readToken, writeReport } from "../../src/program/files.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fledgling-files-"));
  for (const name of ["config", "builtin/partials/retro", "own", "climbing", "linked", "outside"]) {
    await mkdir(join(folder, name), { recursive: true });
  }
  const files: Readonly<Record<string, string>> = {
    "config/b.yaml": "b",
    "config/a.yml": "\uFEFFa",
    "config/.hidden.yaml": "no",
    "config/notes.txt": "no",
    "builtin/retro.md.hbs": "retro",
    "builtin/partials/retro/role_backend.md.hbs": "backend",
    "builtin/README.md": "no template",
    "own/retro.md.hbs": "my retro",
    "own/real.md.hbs": "real",
    "outside/secret.md.hbs": "secret",
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await writeFile(join(folder, "config/latin.bin"), Buffer.from([0x61, 0xff, 0xfe]));
  await writeFile(join(folder, "config/huge.bin"), "x".repeat(1024 * 1024 + 1));
  await symlink(join(folder, "outside/secret.md.hbs"), join(folder, "climbing/secret.md.hbs"));
  await symlink("real.md.hbs", join(folder, "own/alias.md.hbs"));
  await symlink(join(folder, "nowhere"), join(folder, "linked/broken.md.hbs"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const own = (name: string) => ({ folder: join(folder, name), shown: name });

describe("readConfigs", () => {
  it("takes the cohorts of config/ in order, without what is hidden or no YAML", async () => {
    expect(await readConfigs([], folder)).toEqual([
      { file: "config/a.yml", text: "a" },
      { file: "config/b.yaml", text: "b" },
    ]);
  });

  it("takes a named file once, under its first name", async () => {
    expect(await readConfigs(["config/b.yaml", "./config/../config/b.yaml"], folder)).toEqual([
      { file: "config/b.yaml", text: "b" },
    ]);
  });

  it.each([
    ["that is not there", "gone.yaml", "gone.yaml cannot be read: there is no such file or folder."],
    ["that is a folder", "config", "config cannot be read: it is a folder; name the files in it."],
    [
      "below a file",
      "config/b.yaml/c",
      "config/b.yaml/c cannot be read: something in its path is a file, not a folder.",
    ],
    ["that is no text", "config/latin.bin", "config/latin.bin cannot be read: it is not UTF-8 text."],
    ["that is far too large", "config/huge.bin", "config/huge.bin cannot be read: it has more than a megabyte."],
  ])("says of a file %s what is wrong", async (_name, file, message) => {
    await expect(readConfigs([file], folder)).rejects.toThrow(message);
  });
});

describe("readTemplates", () => {
  it("takes templates of all folders by path, sorted, and nothing else", async () => {
    expect(await readTemplates(join(folder, "builtin"), null)).toEqual([
      {
        path: "partials/retro/role_backend.md.hbs",
        file: "templates/partials/retro/role_backend.md.hbs",
        text: "backend",
        own: false,
      },
      { path: "retro.md.hbs", file: "templates/retro.md.hbs", text: "retro", own: false },
    ]);
  });

  it("adds a maintainer's own, a link within their folder included", async () => {
    const found = await readTemplates(join(folder, "builtin"), own("own"));
    expect(found.filter((source) => source.own)).toEqual([
      { path: "alias.md.hbs", file: "own/alias.md.hbs", text: "real", own: true },
      { path: "real.md.hbs", file: "own/real.md.hbs", text: "real", own: true },
      { path: "retro.md.hbs", file: "own/retro.md.hbs", text: "my retro", own: true },
    ]);
  });

  it.each([
    ["a link that leads out of the folder", "climbing", "climbing/secret.md.hbs is a link that leads out of climbing"],
    ["a link to nothing", "linked", "linked/broken.md.hbs cannot be read: there is no such file or folder."],
    ["a folder that is not there", "gone", "gone cannot be read"],
    ["a folder without templates", "config", "config holds no template"],
  ])("refuses %s", async (_name, name, message) => {
    await expect(readTemplates(join(folder, "builtin"), own(name))).rejects.toThrow(message);
  });
});

describe("readToken", () => {
  it("takes the one line, without blanks around it", async () => {
    await writeFile(join(folder, "token"), "  glpat-abc\r\n");
    expect(await readToken("token", folder)).toBe("glpat-abc");
  });

  it.each([
    ["nothing", ""],
    ["two lines", "secret-one\nsecret-two"],
    ["two words", "secret one"],
    ["other scripts", "s\u00E9cret"],
  ])("refuses a file with %s, and repeats nothing of it", async (_name, text) => {
    await writeFile(join(folder, "token"), text);
    const failure = readToken("token", folder);
    await expect(failure).rejects.toThrow("token does not hold a token");
    await expect(failure).rejects.not.toThrow(/secret/);
  });
});

describe("writeReport", () => {
  it("replaces a report that others could read by one that they cannot, and leaves nothing beside it", async () => {
    await mkdir(join(folder, "reports"));
    const path = join(folder, "reports/plan.txt");
    await writeFile(path, "old");
    await chmod(path, 0o644);
    await writeReport("reports/plan.txt", "new", folder);
    expect(await readFile(path, "utf8")).toBe("new");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, "reports"))).toEqual(["plan.txt"]);
  });

  it("says that it could not be written, and where", async () => {
    await expect(writeReport("gone/plan.txt", "new", folder)).rejects.toThrow("gone/plan.txt cannot be written");
  });
});
