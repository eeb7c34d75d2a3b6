import { describeWords } from "./words-suite.ts";

describeWords("one intern for four weeks", 1, 4, ["comment", "chat", "digest"]);
