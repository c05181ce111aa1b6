/**
 * Answers questions that come while others are being answered together with each other: one transaction for as many as
 * have come, so that many callers at once cost the database little more than one.
 */
export class Together<Q, A> {
  readonly #answer: (questions: Q[]) => Promise<(A | undefined)[]>;
  readonly #alone: (question: Q) => Promise<A>;
  readonly #most: number;
  #waiting: {
    question: Q;
    resolve(answer: A | Promise<A>): void;
  }[] = [];
  #running = false;

  constructor(options: {
    /** Answers what can be answered without waiting for anybody, in the order of the questions. */
    answer: (questions: Q[]) => Promise<(A | undefined)[]>;
    /** Answers one of the rest, and each of those that failed together: what is wrong with one is not with the others. */
    alone: (question: Q) => Promise<A>;
    /** At most so many at once. */
    most: number;
  }) {
    this.#answer = options.answer;
    this.#alone = options.alone;
    this.#most = options.most;
  }

  ask(question: Q): Promise<A> {
    return new Promise(resolve => {
      this.#waiting.push({ question, resolve });
      if (!this.#running) this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length) {
      const round = this.#waiting.splice(0, this.#most);
      const answers = await this.#answer(
        round.map(({ question }) => question),
      ).catch(() => []);
      round.forEach(({ question, resolve }, i) =>
        resolve(answers[i] ?? this.#alone(question)),
      );
    }
    this.#running = false;
  }
}
