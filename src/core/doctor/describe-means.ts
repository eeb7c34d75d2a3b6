import type { ObservedPlace, PlaceAccess } from "../model/issue.ts";
import { ABILITIES } from "../plan/limits/access.ts";
import { ok, type Finding } from "./check-result.ts";

/** What a forge and a token can do, in two lines: what issues can hold there, and who asks. */
export function describeMeans({ capabilities, account }: ObservedPlace, access: PlaceAccess): readonly Finding[] {
  const means: readonly (readonly [string, boolean])[] = [
    ["due dates", capabilities.dueDate],
    ["confidential issues", capabilities.confidential],
    ["labels of which an issue has one", capabilities.scopedLabels],
    [capabilities.children?.atCreate === true ? "epics" : "issues under issues", capabilities.children !== null],
  ];
  const list = (has: boolean) => means.filter(([, one]) => one === has).map(([name]) => name);
  const [has, lacks] = [list(true), list(false)];
  const forge = [access.version, access.tier].filter((part) => part !== null).join(" ");
  const may =
    access.lacks.length === 0
      ? "may do everything that is known beforehand"
      : `may not ${access.lacks.map((right) => ABILITIES[right]).join(", nor ")}`;
  const who = [account ?? "the token", access.token?.kind ?? null, access.role]
    .filter((part) => part !== null)
    .join(", ");
  return [
    ok(
      "live",
      `the forge${forge === "" ? "" : ` (${forge})`} has ${has.join(", ") || "none of the extras"}${lacks.length === 0 ? "" : `; not ${lacks.join(", ")}`}`,
    ),
    ok("live", `${who}: ${may}`),
  ];
}
