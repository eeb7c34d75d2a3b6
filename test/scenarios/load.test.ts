import { describeLoad } from "./load-suite.ts";

describeLoad("six interns who close what they have done", 6, true);
