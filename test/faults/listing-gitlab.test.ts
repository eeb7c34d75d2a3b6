import { describeListings } from "./listing-suite.ts";

describeListings("gitlab");
