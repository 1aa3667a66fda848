/** How far a word may be from a known one to be taken for a slip: a letter too many, too few, wrong or swapped, twice. */
const MOST_SLIPS = 2;

/** The known word that was probably meant; undefined where none is near. */
export function suggest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 40) return undefined;
  let nearest: { readonly word: string; readonly slips: number } | undefined;
  for (const candidate of known) {
    const slips = distance(word.toLowerCase(), candidate);
    // Of a short word two slips leave nothing.
    if (slips > Math.min(MOST_SLIPS, Math.floor(candidate.length / 3))) continue;
    if (nearest === undefined || slips < nearest.slips) nearest = { word: candidate, slips };
  }
  return nearest?.word;
}

/** Letters to insert, to leave out, to replace or to swap with their neighbour. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const above = rows[i - 1]?.[j] ?? 0;
      const diagonal = rows[i - 1]?.[j - 1] ?? 0;
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped =
        isSwapped && i > 1 && j > 1 ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(above + 1, (row[j - 1] ?? 0) + 1, diagonal + (isSame ? 0 : 1), swapped));
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
