import { defineConfig } from "rolldown";

// One bundle of the command line and what it needs, in chunks that load when a command asks for them. The holidays of
// 200 countries (45 MB) stay outside: they are read from the package when a cohort names a country.
export default defineConfig({
  input: { main: "src/cli.ts" },
  platform: "node",
  external: ["date-holidays"],
  output: {
    dir: "dist/cli",
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
    sourcemap: true,
    cleanDir: true,
  },
});
