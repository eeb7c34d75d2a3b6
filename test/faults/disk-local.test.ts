import { describeDisk } from "./disk-suite.ts";

describeDisk("CI");
