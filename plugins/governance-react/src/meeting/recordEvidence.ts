/** A file of figures carries the evidence of so many records. */
export const MOST_PROVEN = 100;
/** So many are asked for at once. */
const AT_ONCE = 6;

/**
 * The evidence of each record behind figures, by file name: nothing where there are more of them than a file carries, since figures
 * that rest on some of their records follow from nothing.
 *
 * @param records - The first page of them, of {@link MOST_PROVEN} at most.
 */
export async function recordEvidence(
  records: { items: readonly { number: string }[]; nextCursor?: string },
  load: (number: string) => Promise<Uint8Array>,
): Promise<Record<string, Uint8Array>> {
  const { items, nextCursor } = records;
  if (nextCursor !== undefined || items.length > MOST_PROVEN) return {};
  const evidence: Record<string, Uint8Array> = {};
  const waiting = items.map(({ number }) => number);
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
  return evidence;
}
