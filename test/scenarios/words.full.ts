import { describeWords } from "./words-suite.ts";

describeWords("six interns of four projects for sixteen weeks", 6, 16, ["comment", "chat", "digest"]);
