import { defineConfig } from "vitest/config";

// `npm run verify:full` runs with `--mode full`: the long tests (`*.full.ts`) come on top of everything else.
export default defineConfig(({ mode }) => ({
  test: {
    include: mode === "full" ? ["test/**/*.test.ts", "test/**/*.full.ts"] : ["test/**/*.test.ts"],
    testTimeout: mode === "full" ? 7_200_000 : 60_000,
    hookTimeout: 60_000,
    maxWorkers: "100%",
    coverage: { include: ["src/**"], reporter: ["text", "json-summary"] },
  },
}));
