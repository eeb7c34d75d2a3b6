import { describeDisk } from "./disk-suite.ts";
import { describeMatrix } from "./matrix-suite.ts";

describeDisk("all");
describeMatrix("gitlab", "all");
describeMatrix("github", "all");
describeMatrix("github, as an App", "all");
