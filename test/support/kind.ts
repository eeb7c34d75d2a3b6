import type { Anchor, Repeat } from "../../src/core/calendar/anchor.ts";
import { parseAnchor } from "../../src/core/calendar/parse-anchor.ts";
import type { RepeatText } from "../../src/core/calendar/parse-repeat.ts";
import { parseRepeat } from "../../src/core/calendar/parse-repeat.ts";
import type { Kind } from "../../src/core/kinds/model/kind.ts";

/** The anchor a test writes as text; throws on one that does not parse. */
export function anchor(text: string): Anchor {
  const parsed = parseAnchor(text);
  if ("error" in parsed) throw new Error(parsed.error.message);
  return parsed.anchor;
}

function repeat(text: RepeatText): Repeat {
  const parsed = parseRepeat(text);
  if ("errors" in parsed) throw new Error(parsed.errors.map((error) => error.message).join("; "));
  return parsed.repeat;
}

/** What a test says about a kind: calendar keys as a template writes them, everything else as it is in `Kind`. */
export type KindText = Partial<Omit<Kind, "opens" | "due" | "closes" | "repeat">> & {
  readonly opens?: string;
  readonly due?: string;
  readonly closes?: string;
  readonly repeat?: RepeatText;
};

/** A kind made once per intern, owned by the intern, opening on the first day with no due date, unless told otherwise. */
export function buildKind(name: string, text: KindText = {}): Kind {
  const { opens, due, closes, repeat: repeats, ...rest } = text;
  return {
    name,
    per: "intern",
    title: name,
    body: "- [ ] Say hello\n",
    bodyLine: 5,
    titlePosition: { line: 2, column: 8 },
    owner: ["intern"],
    mention: [],
    lane: "team",
    late: repeats === undefined ? "open" : "skip",
    finished: "tasks",
    review: [],
    nudge: null,
    blocks: null,
    gate: null,
    gates: rest.gate === null || rest.gate === undefined ? [] : [rest.gate],
    minutes: {},
    rounds: null,
    dates: {},
    attributes: {},
    needs: [],
    only: {},
    enabled: true,
    file: `templates/${name}.md.hbs`,
    ...rest,
    repeat: repeats === undefined ? null : repeat(repeats),
    opens: anchor(opens ?? (repeats === undefined ? "start" : "occurrence")),
    due: due === undefined ? null : { at: anchor(due), show: "field" },
    closes: closes === undefined || closes === "next" ? (closes ?? null) : anchor(closes),
  };
}
