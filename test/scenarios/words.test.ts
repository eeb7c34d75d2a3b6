import { describeWords, scriptOf } from "./words-suite.ts";

describeWords("one intern for four weeks", scriptOf(1), 4, ["comment", "chat", "digest"]);
