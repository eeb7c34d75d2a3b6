import { describeMatrix } from "./matrix-suite.ts";

describeMatrix("gitlab", "CI");
