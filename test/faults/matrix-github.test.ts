import { describeMatrix } from "./matrix-suite.ts";
import { isGraphQL } from "./tap.ts";

describeMatrix("github", "CI");
// All but the question who it is is the same to an App.
describeMatrix("github, as an App", "CI", ({ address }) => isGraphQL(address));
