/** The name within an entity ref, for a chip or a label; of anything else what stands behind the last slash. */
export function shortName(ref: string): string {
  return ref.slice(Math.max(ref.lastIndexOf('/'), ref.lastIndexOf(':')) + 1);
}
