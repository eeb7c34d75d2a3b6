import { addDays, addMonths, type CivilDate } from "../model/date.ts";

/** How far ahead to look: `10d`, `2w`, `1m`, in calendar days, weeks or months; null when the text is none of these or over half a year. */
export function parseLookahead(text: string, today: CivilDate): CivilDate | null {
  const match = /^(\d{1,3})\s*([dwm])$/.exec(text.trim());
  if (match === null) return null;
  const amount = Number(match[1]);
  const until = match[2] === "m" ? addMonths(today, amount) : addDays(today, amount * (match[2] === "w" ? 7 : 1));
  return until > addDays(today, 190) ? null : until;
}
