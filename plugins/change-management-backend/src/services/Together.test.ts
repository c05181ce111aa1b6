import { Together } from './Together';

/** Rounds that end when they are told to. */
function heldTogether(most = 10) {
  const rounds: { questions: string[]; end(fail?: boolean): void }[] = [];
  const alone: string[] = [];
  const together = new Together<string, string>({
    most,
    answer: questions =>
      new Promise((resolve, reject) => {
        const answers = questions.map(q =>
          q.startsWith('busy') ? undefined : `${q} together`,
        );
        rounds.push({
          questions,
          end: fail => (fail ? reject(new Error('lost')) : resolve(answers)),
        });
      }),
    alone: async question => {
      alone.push(question);
      if (question === 'bad') throw new Error('it is bad');
      return `${question} alone`;
    },
  });
  /** The next round to begin: after all that is due by then. */
  const round = async (n: number) => {
    while (rounds.length <= n) await Promise.resolve();
    return rounds[n];
  };
  return { together, round, rounds, alone };
}

describe('Together', () => {
  it('answers the first at once, and those who come meanwhile together', async () => {
    const { together, round, rounds } = heldTogether();
    const first = together.ask('a');
    const others = ['b', 'c', 'd'].map(q => together.ask(q));
    expect(rounds).toHaveLength(1);
    (await round(0)).end();
    (await round(1)).end();
    expect(await first).toBe('a together');
    expect(await Promise.all(others)).toEqual([
      'b together',
      'c together',
      'd together',
    ]);
    expect(rounds.map(r => r.questions)).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('takes no more at once than it may', async () => {
    const { together, round, rounds } = heldTogether(2);
    const all = ['a', 'b', 'c', 'd'].map(q => together.ask(q));
    for (const n of [0, 1, 2]) (await round(n)).end();
    await Promise.all(all);
    expect(rounds.map(r => r.questions)).toEqual([['a'], ['b', 'c'], ['d']]);
  });

  it('answers alone what could not be answered with the others, and holds nobody up with it', async () => {
    const { together, round, alone } = heldTogether();
    const all = ['a', 'busy', 'b'].map(q => together.ask(q));
    (await round(0)).end();
    (await round(1)).end();
    expect(await Promise.all(all)).toEqual([
      'a together',
      'busy alone',
      'b together',
    ]);
    expect(alone).toEqual(['busy']);
  });

  it('answers each alone when they failed together, so that one fails by itself', async () => {
    const { together, round } = heldTogether();
    const all = ['a', 'bad', 'b'].map(q => together.ask(q));
    (await round(0)).end();
    (await round(1)).end(true);
    const outcomes = await Promise.allSettled(all);
    expect(outcomes).toEqual([
      { status: 'fulfilled', value: 'a together' },
      { status: 'rejected', reason: new Error('it is bad') },
      { status: 'fulfilled', value: 'b alone' },
    ]);
    const later = together.ask('c');
    (await round(2)).end();
    expect(await later).toBe('c together');
  });
});
