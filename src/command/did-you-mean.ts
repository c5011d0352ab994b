/** ` Did you mean requests?` behind what is wrong; `''` where none of the words is like it. */
export function didYouMean(wrong: string, words: Iterable<string>): string {
  const nearest = nearestWord(wrong, words);
  return nearest === undefined ? '' : ` Did you mean ${nearest}?`;
}

/** The word that is most like another one, where it is so like it that a slip of the fingers explains it. */
export function nearestWord(wrong: string, words: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  const { length } = wrong.replace(/^-+/, '');
  let least = Math.max(1, Math.min(3, Math.floor(length / 3))) + 1;
  for (const word of words) {
    const slips = slipsBetween(wrong.toLowerCase(), word.toLowerCase());
    if (slips < least) [nearest, least] = [word, slips];
  }
  return nearest;
}

/** How many letters are missing, too many, wrong, or in the wrong order. Source: optimal string alignment distance. */
function slipsBetween(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 3) return Infinity;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const ways = [(row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (isSame ? 0 : 1)];
      next.push(Math.min(...ways, isSwapped ? (before[j - 2] ?? 0) + 1 : Infinity));
    }
    [before, row] = [row, next];
  }
  return row[other.length] ?? Infinity;
}
