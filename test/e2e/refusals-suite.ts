import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk, type Desk } from "../support/command.ts";
import type { ForgeWorld } from "../support/harness.ts";

const NOW = "2026-06-02T09:00:00Z";

/** A forge that says no: what the command then tells, and that nothing is half done without a word. */
export function describeRefusals<W extends ForgeWorld>(
  name: string,
  startWorld: () => Promise<W>,
  tokens: { readonly variable: string; readonly wrong: string; readonly readOnly: string },
): void {
  describe(`refused by ${name}`, () => {
    let world: W;
    let desk: Desk;
    beforeEach(async () => {
      world = await startWorld();
      desk = await openDesk(world, writeCohortFile({ forge: world.forgeYaml, interns: ["ada"] }));
    });
    afterEach(async () => {
      await desk.clear();
      await world.stop();
    });
    const withToken = (token: string) =>
      openDesk(
        { cli: { args: world.cli.args, env: { ...world.cli.env, [tokens.variable]: token } } },
        writeCohortFile({ forge: world.forgeYaml, interns: ["ada"] }),
      );

    it("says that a token is wrong, and how to get a right one", async () => {
      const other = await withToken(tokens.wrong);
      const { code, out, err } = await other.run("apply", NOW);
      expect(code).toBe(1);
      expect(err).toMatch(/token is wrong, expired or revoked/);
      expect(err).toContain(tokens.variable);
      expect(out + err).not.toContain(tokens.wrong);
      await other.clear();
    });

    it("says which right is missing, and stops at once", async () => {
      const other = await withToken(tokens.readOnly);
      world.resetRequests();
      const { code, out, err } = await other.run("apply", NOW);
      const { POST, PUT, PATCH, DELETE } = world.requests();
      expect(code).toBe(1);
      expect(out + err).toMatch(/right|role|scope/i);
      // A label, a milestone, an issue: each sort is tried once where the forge does not say its rights beforehand.
      expect(POST + PUT + PATCH + DELETE).toBeLessThanOrEqual(3);
      expect(out + err).not.toContain(tokens.readOnly);
      expect(await world.reader().listIssues("cohort::summer")).toEqual([]);
      await other.clear();
    });

    it("says that a project does not exist, and where to look", async () => {
      await desk.write(
        writeCohortFile({ forge: world.forgeYaml.replace(world.place, "acme/nowhere"), interns: ["ada"] }),
      );
      const { code, err } = await desk.run("apply", NOW);
      expect(code).toBe(1);
      expect(err).toMatch(/acme\/nowhere/);
      expect(err).toMatch(/forge:/);
    });

    it("says which account nobody has, does the rest, and asks nothing twice", async () => {
      await desk.write(writeCohortFile({ forge: world.forgeYaml, interns: ["ada", "nobody-here"] }));
      const first = await desk.json("apply", NOW);
      expect(first.code).toBe(1);
      const [found] = first.diagnostics.filter((diagnostic) => diagnostic.code === "unknown-account");
      expect(found?.message).toContain("nobody-here");
      expect(first.outcomes.filter((outcome) => outcome.result !== "done")).toEqual([]);
      world.resetRequests();
      const again = await desk.json("apply", NOW);
      const { GET, POST, PUT, PATCH, DELETE } = world.requests();
      expect({ writes: POST + PUT + PATCH + DELETE, created: again.summary["create"] }).toEqual({
        writes: 0,
        created: 0,
      });
      expect(GET).toBeLessThanOrEqual(5);
    });

    it("assigns an account once it is there", async () => {
      await desk.write(writeCohortFile({ forge: world.forgeYaml, interns: ["nobody-here"] }));
      await desk.json("apply", NOW);
      await desk.write(
        writeCohortFile({
          forge: world.forgeYaml,
          interns: ["nobody-here"],
          extra: "people:\n  nobody-here: { username: ben }\n  kim: {}\n  grace: {}\n  sam: {}\n  lee: {}\n",
        }),
      );
      const run = await desk.json("apply", NOW);
      expect(run.code).toBe(0);
      const { issues } = await desk.json("status", NOW);
      expect(issues.find((issue) => issue.key === "summer/onboarding/nobody-here/once")?.assignees).toEqual(["ben"]);
    });
  });
}
