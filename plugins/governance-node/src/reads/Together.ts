interface Waiting<Q, A> {
  question: Q;
  resolve(answer: A | Promise<A>): void;
}

/**
 * Answers questions that come while others are being answered together with each other: one transaction for as many as
 * have come, so that many callers at once cost the database little more than one.
 */
export class Together<Q, A> {
  readonly #options: {
    answer: (questions: Q[]) => Promise<(A | Promise<A> | undefined)[]>;
    alone: (question: Q) => Promise<A>;
    most: number;
    rounds: number;
    about?: (question: Q) => string;
  };
  #waiting: Waiting<Q, A>[] = [];
  /** What the questions of the rounds under way are about. */
  readonly #busy = new Set<string>();
  #rounds = 0;
  #gathering = false;

  constructor(options: {
    /**
     * Answers what can be answered without waiting for anybody, in the order of the questions; what takes longer than the
     * rest is promised, and no round waits for it.
     */
    answer: (questions: Q[]) => Promise<(A | Promise<A> | undefined)[]>;
    /** Answers one of the rest, and each of those that failed together: what is wrong with one is not with the others. */
    alone: (question: Q) => Promise<A>;
    /** So many in one round at most. */
    most: number;
    /** So many rounds at once: while one waits for the database, another prepares. */
    rounds: number;
    /** What a question is about, where no two rounds at once may be about the same. */
    about?: (question: Q) => string;
  }) {
    this.#options = options;
  }

  ask(question: Q): Promise<A> {
    return new Promise(resolve => {
      this.#waiting.push({ question, resolve });
      this.#gather();
    });
  }

  /** Those whose requests lie there already come along: what is answered to many at once, they ask again at once. */
  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    setImmediate(() => {
      this.#gathering = false;
      this.#begin();
    });
  }

  #begin(): void {
    while (this.#rounds < this.#options.rounds) {
      const round = this.#take();
      if (!round.length) return;
      this.#run(round);
    }
  }

  #take(): Waiting<Q, A>[] {
    const round: Waiting<Q, A>[] = [];
    const rest: Waiting<Q, A>[] = [];
    const { most, about } = this.#options;
    for (const each of this.#waiting) {
      const fits =
        round.length < most && !(about && this.#busy.has(about(each.question)));
      (fits ? round : rest).push(each);
    }
    this.#waiting = rest;
    return round;
  }

  async #run(round: Waiting<Q, A>[]): Promise<void> {
    const { answer, alone, about } = this.#options;
    const questions = round.map(({ question }) => question);
    const abouts = about ? questions.map(about) : [];
    abouts.forEach(each => this.#busy.add(each));
    this.#rounds += 1;
    const answers = await answer(questions).catch(() => []);
    this.#rounds -= 1;
    abouts.forEach(each => this.#busy.delete(each));
    round.forEach(({ question, resolve }, i) =>
      resolve(answers[i] ?? alone(question)),
    );
    this.#begin();
  }
}
