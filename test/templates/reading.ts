/** The words of a page as they are shown: no addresses, no signs of Markdown, a box as wide as three letters. */
function toLines(body: string): readonly string[] {
  return body
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) =>
      line
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .replace(/^#+ /, "")
        .replace(/^- \[[ x]\] /, "▢▢▢ ")
        .replace(/[*_`\\\u200b]/g, "")
        .trim(),
    );
}

/** Letters in a line of running text at 360 px: 328 px between the margins, and 7.8 px for one in 16 px type. */
const LINE = 42;

/** Lines of a page on a telephone, headings too, without the empty space between them. */
export function countLines(body: string): number {
  return toLines(body).reduce((sum, line) => sum + countWrapped(line), 0);
}

function countWrapped(line: string): number {
  const indent = line.startsWith("▢") ? 4 : 0;
  let lines = 1;
  let used = 0;
  for (const word of line.split(/\s+/)) {
    const wanted = used === 0 ? word.length : used + 1 + word.length;
    const fits = wanted <= LINE;
    if (!fits) lines++;
    used = fits ? wanted : indent + word.length;
  }
  return lines;
}

/** Flesch's reading ease of the prose of a page: 60 and more is plain English. Each item and each heading is a sentence. */
export function measureEase(body: string): number {
  const prose = toLines(body).map((line) => line.replace(/^(?:▢▢▢ |- |\d+\. )/, ""));
  const sentences = prose
    .flatMap((line) => line.split(/(?<=[.?!:;])\s+/))
    .map((sentence) => sentence.match(/[A-Za-z']+/g) ?? [])
    .filter((words) => words.length > 0);
  const words = sentences.flat();
  const syllables = words.reduce((sum, word) => sum + countSyllables(word), 0);
  return 206.835 - 1.015 * (words.length / sentences.length) - 84.6 * (syllables / words.length);
}

function countSyllables(word: string): number {
  const sound = word
    .toLowerCase()
    .replace(/[^a-z]/g, "")
    .replace(/(?:[^laeiouy]es|[^dt]ed|[^laeiouy]e)$/, (end) => end.slice(0, 1))
    .replace(/^y/, "");
  return Math.max(1, (sound.match(/[aeiouy]{1,2}/g) ?? []).length);
}
