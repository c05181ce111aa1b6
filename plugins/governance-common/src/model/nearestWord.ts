/** The known word that somebody probably meant; undefined where none is near enough to be guessed. */
export function nearestWord(
  written: string,
  known: readonly string[],
): string | undefined {
  const simple = simplify(written);
  const ranked = known
    .map(word => ({ word, distance: editDistance(simple, simplify(word)) }))
    .filter(({ word, distance }) => distance <= tolerance(word, written))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.word;
}

/** “ (did you mean x?)”, or nothing: to stand after what is unknown. */
export function didYouMean(written: string, known: readonly string[]): string {
  const nearest = nearestWord(written, known);
  return nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
}

/** Upper case, underscores and blanks are no reason not to recognise a word. */
function simplify(word: string): string {
  return word
    .slice(0, 100)
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}

function tolerance(word: string, written: string): number {
  return Math.max(1, Math.floor(Math.min(word.length, written.length) / 3));
}

/** Letters to put in, take out, replace or swap with their neighbour. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(
        last[j] + 1,
        row[j - 1] + 1,
        last[j - 1] + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
      }
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}
