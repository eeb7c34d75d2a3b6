/**
 * A text as its lines, each with the line end it has, whichever that is. Joined they are the text again; an empty text
 * has none. Takes time in proportion to the text.
 */
export function cutLines(text: string): readonly string[] {
  return text.match(/[^\r\n]+(?:\r\n?|\n)?|\r\n?|\n/g) ?? [];
}
