import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageFolder, templatesFolder } from "../../src/program/paths.ts";

it("finds the package by its manifest, and the templates in it", () => {
  expect(readFileSync(join(packageFolder(), "package.json"), "utf8")).toContain('"name": "fledgling"');
  expect(templatesFolder()).toBe(join(packageFolder(), "templates"));
  expect(existsSync(templatesFolder())).toBe(true);
});
