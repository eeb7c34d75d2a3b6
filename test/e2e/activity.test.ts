import { describeOnAllForges } from "./activity-suite.ts";

describeOnAllForges([1, 5]);
