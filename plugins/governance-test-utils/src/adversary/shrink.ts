/**
 * Takes steps out as long as `stillBreaks`, in pieces that get smaller: what is left breaks, and breaks no more without
 * any single one of its steps.
 */
export async function shrink<S>(
  steps: readonly S[],
  stillBreaks: (steps: S[]) => Promise<boolean>,
): Promise<S[]> {
  let left = [...steps];
  for (let size = left.length; size >= 1; ) {
    let taken = false;
    for (let from = left.length - size; from >= 0; from -= size) {
      const rest = [...left.slice(0, from), ...left.slice(from + size)];
      if (rest.length && (await stillBreaks(rest))) {
        left = rest;
        taken = true;
      }
    }
    if (!taken || size > 1) size = Math.floor(size / 2);
  }
  return left;
}
