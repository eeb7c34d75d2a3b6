import { describeLoad } from "./load-suite.ts";

describeLoad("six interns who close nothing", 6, false);
describeLoad("twenty interns who close what they have done", 20, true);
