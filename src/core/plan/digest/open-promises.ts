import { escapeText } from "../../text/escape.ts";
import { linkTarget } from "../../text/reference.ts";
import { listPromises } from "../../desired/view/promises.ts";
import type { DigestState } from "../../model/digest.ts";
import { formatKey } from "../../model/key.ts";
import { linkTo } from "../../nudges/render-digest.ts";
import { isMuted } from "../../nudges/flags.ts";
import type { PlanInput } from "../model/plan-input.ts";
import type { Match } from "../model/match.ts";
import { findPlace } from "../../model/lookup/places.ts";

/**
 * What was promised in an earlier week and stands unticked on an intern's latest page, as lines for the digest. What was
 * said on that page itself has a week yet.
 */
export function listOpenPromises(input: PlanInput, state: DigestState): readonly string[] {
  const { cohort, occurrences, library, observation, matches } = input;
  const kinds = new Set(library.kinds.filter(({ needs }) => needs.includes("promises")).map(({ name }) => name));
  return cohort.interns
    .filter((intern) => !isMuted(intern, state))
    .flatMap(({ person }) => {
      const pages = occurrences
        .filter(({ kind, intern }) => kinds.has(kind) && intern === person)
        .flatMap((occurrence) => {
          const match = matches.byKey.get(formatKey(occurrence.key));
          return match === undefined ? [] : [{ occurrence, match }];
        });
      const latest = pages.at(-1);
      if (latest === undefined) return [];
      const place = findPlace(observation, latest.match.issue.place);
      if (place === null) return [];
      const { reference } = place.capabilities;
      const { occurrence, match } = latest;
      const said = listPromises({ cohort, occurrence, ...match, comments: observation.comments, reference });
      return said.filter(({ url }) => !isOf(match, url, reference)).map((one) => tell(match, one));
    });
}

/** Said on this very page, in its text or under it. */
function isOf({ issue }: Match, url: string, reference: Parameters<typeof linkTarget>[0]): boolean {
  const own = linkTarget(reference, issue.url);
  return url === own || url.startsWith(`${own}#`);
}

/** Who said it is not told: it is on the page, and a broken promise is not for a list of names. */
function tell({ issue }: Match, { text }: { readonly text: string }): string {
  return `${linkTo(issue)}: ${escapeText(text, "name")}`;
}
