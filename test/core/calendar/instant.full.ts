import { checkZones } from "./instant-suite.ts";

checkZones(Intl.supportedValuesOf("timeZone"), { from: 1970, until: 2100 });
