import { describeOverlap } from "./overlap-suite.ts";

for (const name of ["local", "gitlab", "github"]) describeOverlap(name, 10, 20260601);
