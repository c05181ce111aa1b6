/** More than are looked at within the time; the oldest are forgotten first. */
const MOST_REMEMBERED = 10_000;

/** Answers that were given a moment ago, by what was asked. */
export class Recently<A> {
  readonly #known = new Map<string, { answer: Promise<A>; until: number }>();

  /** @param forMs - How long an answer is taken again. */
  constructor(
    private readonly forMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Asks once for all that is missing, and for what is asked twice once. */
  async answers(
    keys: readonly string[],
    options: {
      /** What is remembered is not taken, only replaced. */
      anew: boolean;
      /** Is given the first place of each question. */
      ask(places: readonly number[]): Promise<readonly A[]>;
    },
  ): Promise<A[]> {
    const now = this.now();
    const taken = new Map<string, Promise<A>>();
    const missing: number[] = [];
    keys.forEach((key, i) => {
      if (taken.has(key) || missing.some(place => keys[place] === key)) return;
      const known = options.anew ? undefined : this.#known.get(key);
      if (known && now < known.until) taken.set(key, known.answer);
      else missing.push(i);
    });
    if (missing.length > 0) {
      const asked = options.ask(missing);
      missing.forEach((place, i) => {
        const answer = asked.then(answers => answers[i]);
        taken.set(keys[place], answer);
        this.#remember(keys[place], answer, now + this.forMs);
      });
    }
    return Promise.all(keys.map(key => taken.get(key)!));
  }

  #remember(key: string, answer: Promise<A>, until: number): void {
    this.#known.delete(key);
    this.#known.set(key, { answer, until });
    answer.catch(() => {
      if (this.#known.get(key)?.answer === answer) this.#known.delete(key);
    });
    if (this.#known.size > MOST_REMEMBERED) {
      this.#known.delete(this.#known.keys().next().value as string);
    }
  }
}
