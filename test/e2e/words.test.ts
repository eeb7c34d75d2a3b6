import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk } from "../support/command.ts";
import { localHarness } from "../support/local-harness.ts";

const SECRET = "T000-B000-abcdefghijkl";
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A folder in which an intern is stuck since Tuesday of the first week, and a chat that answers as told. */
async function open(status: number) {
  const said: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      said.push((JSON.parse(body) as { text: string }).text);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const world = await localHarness.start();
  const file = writeCohortFile({ forge: world.forgeYaml, live: true, extra: "kinds: { digest: on }" });
  const bare = await openDesk(world, file);
  ends.push(
    () => bare.clear(),
    () => world.stop(),
    () => new Promise((resolve) => server.close(resolve)),
  );
  const { port } = server.address() as AddressInfo;
  const desk = bare.with({ FLEDGLING_WEBHOOK: `http://127.0.0.1:${port}/hooks/${SECRET}` });
  await desk.json("apply", "2026-06-02T09:00:00Z");
  const [stuck] = (await world.reader().listIssues("kind::onboarding")).filter(({ title }) => title.includes("Ada"));
  await world.editAsPerson(stuck?.number ?? 0, { labels: [...(stuck?.labels ?? []), "status::blocked"] });
  await desk.json("apply", "2026-06-02T14:00:00Z");
  const folder = world.cli.args[world.cli.args.indexOf("--dir") + 1] ?? "";
  const readDigest = async () => {
    const inside = join(folder, "private");
    const names = (await readdir(inside)).filter((name) => name.includes("comments"));
    return (await Promise.all(names.map((name) => readFile(join(inside, name), "utf8")))).join("\n");
  };
  return { desk, said, readDigest };
}

describe("a word to a helper", () => {
  it("is in the plan before it is said, is said once in the chat, and stands in the digest", async () => {
    const { desk, said, readDigest } = await open(200);
    const plan = await desk.run("plan", "2026-06-03T12:00:00Z");
    expect(plan.out).toContain("one word to them in the chat");
    expect(plan.out).toContain("Hello Grace, when it suits you:");
    expect(said).toEqual([]);
    const first = await desk.run("apply", "2026-06-03T12:00:00Z");
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: expect.not.stringContaining(SECRET) });
    expect(said).toEqual([expect.stringContaining("Welcome, Ada")]);
    expect(await readDigest()).toMatch(/Said already[^]*Wednesday 3 June: Grace/);
    expect((await desk.run("apply", "2026-06-03T12:30:00Z")).code).toBe(0);
    expect(said).toHaveLength(1);
    expect(`${plan.out}${first.out}`).not.toContain(SECRET);
  });

  it("becomes a line of the digest where the chat refuses it; the run says so, and does not fail", async () => {
    const { desk, said, readDigest } = await open(404);
    const result = await desk.run("apply", "2026-06-03T12:00:00Z");
    expect(result.code).toBe(0);
    expect(result.out).toContain("the chat answered with 404, so it stands in the digest instead");
    expect(await readDigest()).toMatch(/Please pass on[^]*Grace/);
    expect((await desk.json("apply", "2026-06-03T12:30:00Z")).cost.writes).toBe(0);
    expect(said).toHaveLength(1);
    expect(`${result.out}${result.err}`).not.toContain(SECRET);
  });

  it("says nothing where the address is none, and does not repeat it", async () => {
    const { desk } = await open(200);
    const result = await desk.with({ FLEDGLING_WEBHOOK: SECRET }).run("plan", "2026-06-03T12:00:00Z");
    expect(result.code).toBe(2);
    expect(result.err).toContain("FLEDGLING_WEBHOOK is not the address of a webhook");
    expect(`${result.out}${result.err}`).not.toContain(SECRET);
  });
});
