import { formsOf, readingsOf } from './secretForms';

/** Shorter secrets are recognised only where they stand alone: as part of a text they would be found everywhere. */
const LONG = 8;
/** Shorter ones still (`1`, `on`) are not recognised outside of where Terraform marks them. */
const SHORT = 4;
/** What of a secret is compared: a text that holds so much of it holds enough of it. */
const COMPARED = 128;

/** Whether a short secret is unlikely to be an ordinary word or number. */
function isDistinct(secret: string): boolean {
  return /(?=.*[a-z])(?=.*\d)|\d{6}/.test(secret);
}

/** Whether no word goes on on either side. */
function standsAlone(text: string, start: number, end: number): boolean {
  return !/[a-z0-9]/.test(text.charAt(start - 1) + text.charAt(end));
}

/** So many buckets a secret that few are hit by chance, and not more memory than that is worth. */
const BUCKETS_EACH = 16;
const MOST_BUCKETS = 1 << 20;
const BASE = 257;
/** How many places of a secret are looked at for its anchor. */
const PLACES = 24;
/** Where more secrets have the same anchor, it stands for all of them. */
const MOST_WITH_ONE_ANCHOR = 8;

/** Taken once: it is called for every character, and a global is looked up slowly in a sandbox. */
const { imul } = Math;

type Accepts = (text: string, start: number, end: number) => boolean;

/** A secret, and where in it its anchor begins. */
interface Anchored {
  secret: string;
  offset: number;
}

/**
 * Texts that are looked for in others, each by an anchor: a few of its characters that few others share. A rolling hash
 * (Rabin and Karp) over a text finds anchors.
 */
class GramIndex {
  readonly #size: number;
  readonly #byHash = new Map<number, Anchored[]>();
  readonly #buckets: Uint8Array;
  /** One less than the number of buckets, which is a power of two. */
  readonly #mask: number;
  /** `BASE^size`, what the character that leaves the window was multiplied by. */
  readonly #leaving: number;

  /**
   * @param size - Characters of an anchor.
   * @param secrets - Each at least as long as an anchor.
   */
  constructor(size: number, secrets: string[]) {
    this.#size = size;
    let power = 1;
    for (let i = 0; i < size; i++) power = imul(power, BASE);
    this.#leaving = power;
    const wanted = Math.log2(secrets.length * BUCKETS_EACH + 1);
    this.#mask = Math.min(2 ** Math.ceil(wanted), MOST_BUCKETS) - 1;
    this.#buckets = new Uint8Array(this.#mask + 1);
    for (const secret of secrets) this.#add(secret);
  }

  #add(secret: string): void {
    let best: { hash: number; offset: number; load: number } | undefined;
    const last = Math.min(secret.length - this.#size, PLACES);
    for (let offset = 0; offset <= last && best?.load !== 0; offset++) {
      // From the end: what secrets have in common they mostly begin with.
      const place = secret.length - this.#size - offset;
      const hash = this.#hashAt(secret, place);
      const load = this.#byHash.get(hash)?.length ?? 0;
      if (!best || load < best.load) best = { hash, offset: place, load };
    }
    if (!best) return;
    this.#buckets[best.hash & this.#mask] = 1;
    const same = this.#byHash.get(best.hash);
    if (same) same.push({ secret, offset: best.offset });
    else this.#byHash.set(best.hash, [{ secret, offset: best.offset }]);
  }

  isIn(text: string, accepts: Accepts = () => true): boolean {
    const size = this.#size;
    if (!this.#byHash.size || text.length < size) return false;
    let hash = this.#hashAt(text, 0);
    for (let end = size; ; end++) {
      if (
        this.#buckets[hash & this.#mask] &&
        this.#at(text, end - size, hash, accepts)
      ) {
        return true;
      }
      if (end === text.length) return false;
      hash =
        (imul(hash, BASE) +
          text.charCodeAt(end) -
          imul(text.charCodeAt(end - size), this.#leaving)) |
        0;
    }
  }

  #at(text: string, anchor: number, hash: number, accepts: Accepts): boolean {
    const found = this.#byHash.get(hash);
    if (!found) return false;
    if (found.length > MOST_WITH_ONE_ANCHOR) return true;
    return found.some(({ secret, offset }) => {
      const start = anchor - offset;
      return (
        start >= 0 &&
        text.startsWith(secret, start) &&
        accepts(text, start, start + secret.length)
      );
    });
  }

  #hashAt(text: string, start: number): number {
    let hash = 0;
    for (let i = start; i < start + this.#size; i++) {
      hash = (imul(hash, BASE) + text.charCodeAt(i)) | 0;
    }
    return hash;
  }
}

/**
 * Finds known secrets in texts, in whatever form (see `secretForms.ts`), in upper and lower case, in time linear in the
 * length of the texts however many secrets there are.
 *
 * It is needed because Terraform loses marks: `terraform_data.output`, or an attribute a provider computes, repeats a
 * sensitive input without being marked as sensitive itself.
 */
export class SecretFinder {
  readonly #whole: ReadonlySet<string>;
  readonly #long: GramIndex;
  readonly #short: GramIndex;

  constructor(secrets: Iterable<string>) {
    const known = [...new Set(secrets)].filter(s => s.length >= SHORT);
    this.#whole = new Set(
      known
        .flatMap(secret => formsOf(secret, known.length))
        .map(form => form.toLowerCase())
        .filter(form => form.length >= SHORT),
    );
    const forms = [...this.#whole];
    this.#long = new GramIndex(
      LONG,
      forms
        .filter(form => form.length >= LONG)
        .map(form => form.slice(0, COMPARED)),
    );
    this.#short = new GramIndex(
      SHORT,
      forms.filter(form => form.length < LONG && isDistinct(form)),
    );
  }

  /** Whether the text is a known secret, or contains one. */
  isIn(text: string): boolean {
    return (
      this.#whole.size > 0 &&
      readingsOf(text).some(reading => this.#isRead(reading.toLowerCase()))
    );
  }

  #isRead(text: string): boolean {
    return (
      this.#whole.has(text) ||
      this.#long.isIn(text) ||
      this.#short.isIn(text, standsAlone)
    );
  }
}
