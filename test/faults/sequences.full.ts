import { chooseSeed } from "./random.ts";
import { describeSequences } from "./sequence-suite.ts";

const seed = chooseSeed();
const minutes = Number(process.env["FAULT_MINUTES"] ?? "60") / 3;

for (const name of ["local", "gitlab", "github"] as const) describeSequences(name, { seed, minutes });
