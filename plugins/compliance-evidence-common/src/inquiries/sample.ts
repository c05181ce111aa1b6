import {
  fromBase64,
  TreeHasher,
  utf8,
} from '@countersign/plugin-ledger-common';

/** Numbers are drawn from so many bits. */
const RANGE = 2 ** 48;

/** The seed of all samples of an answer: it follows from the root that was signed, so that nobody can choose it. */
function seedOf(
  root: string,
  question: string,
  hasher: TreeHasher,
): Uint8Array {
  const name = utf8(`countersign-sample/v1\n${question}\n`);
  const bytes = fromBase64(root);
  const seed = new Uint8Array(name.length + bytes.length);
  seed.set(name);
  seed.set(bytes, name.length);
  return hasher.sha256(seed);
}

/** Draws numbers below a bound, each as likely as any other. */
class Draw {
  readonly #input: Uint8Array;
  readonly #view: DataView;

  constructor(seed: Uint8Array, private readonly hasher: TreeHasher) {
    this.#input = new Uint8Array(seed.length + 12);
    this.#input.set(seed);
    this.#view = new DataView(this.#input.buffer, seed.length);
  }

  /** The `turn`th number. */
  below(bound: number, turn: number): number {
    // Numbers that would favor small ones are drawn again.
    const fair = RANGE - (RANGE % bound);
    for (let attempt = 0; ; attempt++) {
      this.#view.setBigUint64(0, BigInt(turn));
      this.#view.setUint32(8, attempt);
      const hash = this.hasher.sha256(this.#input);
      let drawn = 0;
      for (let i = 0; i < 6; i++) drawn = drawn * 256 + hash[i];
      if (drawn < fair) return drawn % bound;
    }
  }
}

/**
 * Draws rows of an answer: the same for the same signed root, whoever asks. A smaller sample is the beginning of a larger
 * one, so that nobody gains by asking for another size.
 *
 * @param rows - How many rows the answer has.
 * @returns positions in the answer, each once, in the order in which they were drawn
 */
export function drawSample(
  { root, question, rows }: { root: string; question: string; rows: number },
  size: number,
  hasher = new TreeHasher(),
): number[] {
  const draw = new Draw(seedOf(root, question, hasher), hasher);
  // Fisher and Yates, of which only what was moved is kept.
  const moved = new Map<number, number>();
  const at = (place: number) => moved.get(place) ?? place;
  const drawn: number[] = [];
  for (let turn = 0; turn < Math.min(size, rows); turn++) {
    const place = turn + draw.below(rows - turn, turn);
    drawn.push(at(place));
    moved.set(place, at(turn));
  }
  return drawn;
}
