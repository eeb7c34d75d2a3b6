import { describeOverlap } from "./overlap-suite.ts";
import { chooseSeed } from "./random.ts";

const seed = chooseSeed();

for (const name of ["local", "gitlab", "github"] as const) describeOverlap(name, 50, seed);
