import { describeMatrix } from "./matrix-suite.ts";

describeMatrix("github", "CI");
