import { describeListings } from "./listing-suite.ts";

describeListings("github");
