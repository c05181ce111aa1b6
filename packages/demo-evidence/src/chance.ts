/** What is made up for one seed: always the same for the same words and number. */
export class Chance {
  private readonly seed: number;

  constructor(...words: (string | number)[]) {
    this.seed = [...words.join('\u0000')].reduce(
      (hash, letter) => mix(hash ^ (letter.codePointAt(0) ?? 0)),
      0x2545f491,
    );
  }

  /** From 0 to 1, without 1. */
  share(index: number): number {
    return mix(this.seed ^ mix(index + 1)) / 2 ** 32;
  }

  /** A whole number from 0, below `end`. */
  below(end: number, index: number): number {
    return Math.floor(this.share(index) * end);
  }

  pick<T>(items: readonly T[], index: number): T {
    return items[this.below(items.length, index)];
  }
}

/** Each bit of the result depends on each bit of the number: the finalizer of MurmurHash3. */
function mix(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
