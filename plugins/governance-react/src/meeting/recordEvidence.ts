import { FigureProof } from './DashboardTileBlueprint';

/** A file of figures carries the evidence of so many records of an area. */
export const MOST_PROVEN = 100;
/** So many are asked for at once. */
const AT_ONCE = 6;

/** Figures that rest on the same records. */
export interface ProvenFigures {
  figures: readonly string[];
  /** Lists their records, `limit` at most. */
  records(
    limit: number,
  ): Promise<{ items: { number: string }[]; nextCursor?: string }>;
}

/**
 * The evidence of the records behind figures, the first ones first, as long as a file has room for all the records of a figure: one
 * that rests on some of its records follows from nothing.
 */
export async function recordEvidence(
  groups: readonly ProvenFigures[],
  load: (number: string) => Promise<Uint8Array>,
): Promise<FigureProof> {
  const numbers = new Set<string>();
  const covered: string[] = [];
  for (const { figures, records } of groups) {
    const { items, nextCursor } = await records(MOST_PROVEN);
    const all = new Set([...numbers, ...items.map(({ number }) => number)]);
    if (nextCursor !== undefined || all.size > MOST_PROVEN) continue;
    for (const number of all) numbers.add(number);
    covered.push(...figures);
  }
  const evidence: Record<string, Uint8Array> = {};
  const waiting = [...numbers];
  const work = async () => {
    for (
      let number = waiting.shift();
      number !== undefined;
      number = waiting.shift()
    ) {
      evidence[`${number}.evidence.json`] = await load(number);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { evidence, covered };
}
