/** More questions than are asked within the time; the oldest are forgotten first. */
const MOST_REMEMBERED = 10_000;

/** Remembers answers for a while, so that what is asked again soon is asked once. What failed is asked again. */
export class Lately<A> {
  readonly #known = new Map<string, { answer: Promise<A>; until: number }>();

  constructor(
    private readonly options: {
      /** So long an answer stands. */
      ms: number;
      now?: () => number;
      /** So many are remembered at most. */
      most?: number;
    },
  ) {}

  /** @param key - Says all that the answer depends on. */
  ask(key: string, read: () => Promise<A>): Promise<A> {
    const { ms, now = Date.now, most = MOST_REMEMBERED } = this.options;
    const at = now();
    const known = this.#known.get(key);
    if (known && at < known.until) return known.answer;
    const answer = read();
    this.#forgetUntil(at);
    this.#known.delete(key);
    this.#known.set(key, { answer, until: at + ms });
    answer.catch(() => {
      if (this.#known.get(key)?.answer === answer) this.#known.delete(key);
    });
    if (this.#known.size > most) {
      this.#known.delete(this.#known.keys().next().value as string);
    }
    return answer;
  }

  /** What stands no more: the oldest come first. */
  #forgetUntil(at: number): void {
    for (const [key, { until }] of this.#known) {
      if (until > at) return;
      this.#known.delete(key);
    }
  }
}
