/** Shorter secrets are recognised only where they stand alone: as part of a text they would be found everywhere. */
const GRAM = 8;
/** Shorter ones still (`1`, `on`) are not recognised outside of where Terraform marks them. */
const SHORTEST = 4;

const BUCKETS = 1 << 16;
const BASE = 257;

/** Taken once: it is called for every character, and a global is looked up slowly in a sandbox. */
const { imul } = Math;

/**
 * Finds known secrets in texts, in time linear in the length of the texts however many secrets there are
 * (Rabin and Karp: a rolling hash over the first characters of each secret).
 *
 * It is needed because Terraform loses marks: `terraform_data.output`, or an attribute a provider computes, repeats a
 * sensitive input without being marked as sensitive itself.
 */
export class SecretFinder {
  readonly #whole = new Set<string>();
  readonly #byHash = new Map<number, string[]>();
  readonly #buckets = new Uint8Array(BUCKETS);
  /** `BASE^GRAM`, what the character that leaves the window was multiplied by. */
  readonly #leaving: number;

  constructor(secrets: Iterable<string>) {
    for (const secret of secrets) {
      if (secret.length >= SHORTEST) this.#whole.add(secret);
    }
    for (const secret of this.#whole) {
      if (secret.length < GRAM) continue;
      const hash = hashOf(secret);
      this.#buckets[hash & (BUCKETS - 1)] = 1;
      const same = this.#byHash.get(hash);
      if (same) same.push(secret);
      else this.#byHash.set(hash, [secret]);
    }
    let power = 1;
    for (let i = 0; i < GRAM; i++) power = imul(power, BASE);
    this.#leaving = power;
  }

  /** Whether the text is a known secret, or contains one. */
  isIn(text: string): boolean {
    if (this.#whole.has(text)) return true;
    if (!this.#byHash.size || text.length <= GRAM) return false;
    let hash = hashOf(text);
    for (let end = GRAM; ; end++) {
      if (this.#buckets[hash & (BUCKETS - 1)] && this.#at(text, end, hash)) {
        return true;
      }
      if (end === text.length) return false;
      hash =
        (imul(hash, BASE) +
          text.charCodeAt(end) -
          imul(text.charCodeAt(end - GRAM), this.#leaving)) |
        0;
    }
  }

  #at(text: string, end: number, hash: number): boolean {
    return !!this.#byHash
      .get(hash)
      ?.some(secret => text.startsWith(secret, end - GRAM));
  }
}

/** Of the first `GRAM` characters. */
function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < GRAM; i++) {
    hash = (imul(hash, BASE) + text.charCodeAt(i)) | 0;
  }
  return hash;
}
