import { setImmediate as turn } from 'timers/promises';
import { Together } from './Together';

/** What has not begun by then never does. */
const MOST_TURNS = 10_000;

/** Rounds that end when they are told to. A question is about its first letter. */
function heldTogether({ most = 10, rounds: atOnce = 1 } = {}) {
  const rounds: { questions: string[]; end(fail?: boolean): void }[] = [];
  const alone: string[] = [];
  const together = new Together<{ about: string; text: string }, string>({
    most,
    rounds: atOnce,
    about: ({ about }) => about,
    answer: questions =>
      new Promise((resolve, reject) => {
        const texts = questions.map(({ text }) => text);
        rounds.push({
          questions: texts,
          end: fail =>
            fail
              ? reject(new Error('lost'))
              : resolve(
                  texts.map(text =>
                    text.includes('busy') ? undefined : `${text} together`,
                  ),
                ),
        });
      }),
    alone: async ({ text }) => {
      alone.push(text);
      if (text === 'bad') throw new Error('it is bad');
      return `${text} alone`;
    },
  });
  const ask = (text: string) => together.ask({ text, about: text[0] });
  /** The next round to begin: after all that is due by then. */
  const round = async (n: number) => {
    for (let turns = 0; rounds.length <= n; turns++) {
      if (turns > MOST_TURNS) throw new Error(`Round ${n} does not begin`);
      await turn();
    }
    return rounds[n];
  };
  return { ask, round, rounds, alone };
}

describe('Together', () => {
  it('answers the first as soon as all are heard that came with it, and those who come meanwhile together', async () => {
    const { ask, round, rounds } = heldTogether();
    const first = ['a', 'b'].map(q => ask(q));
    await round(0);
    const others = ['c', 'd', 'e'].map(q => ask(q));
    await turn();
    expect(rounds).toHaveLength(1);
    (await round(0)).end();
    (await round(1)).end();
    expect(await Promise.all([...first, ...others])).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map(text => `${text} together`),
    );
    expect(rounds.map(r => r.questions)).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
  });

  it('takes no more at once than it may', async () => {
    const { ask, round, rounds } = heldTogether({ most: 2 });
    const all = ['a', 'b', 'c', 'd'].map(q => ask(q));
    for (const n of [0, 1]) (await round(n)).end();
    await Promise.all(all);
    expect(rounds.map(r => r.questions)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('answers alone what could not be answered with the others, and holds nobody up with it', async () => {
    const { ask, round, alone } = heldTogether();
    const all = ['a', 'busy', 'b'].map(q => ask(q));
    (await round(0)).end();
    expect(await Promise.all(all)).toEqual([
      'a together',
      'busy alone',
      'b together',
    ]);
    expect(alone).toEqual(['busy']);
  });

  it('answers each alone when they failed together, so that one fails by itself', async () => {
    const { ask, round } = heldTogether();
    const all = ['a', 'bad', 'b'].map(q => ask(q));
    (await round(0)).end(true);
    const outcomes = await Promise.allSettled(all);
    expect(outcomes).toEqual([
      { status: 'fulfilled', value: 'a alone' },
      { status: 'rejected', reason: new Error('it is bad') },
      { status: 'fulfilled', value: 'b alone' },
    ]);
    const later = ask('c');
    (await round(1)).end();
    expect(await later).toBe('c together');
  });

  it('begins another round while one is under way, but none about the same', async () => {
    const { ask, round } = heldTogether({ rounds: 2 });
    const asked = [ask('a1')];
    await round(0);
    asked.push(ask('a2'), ask('b1'));
    expect((await round(1)).questions).toEqual(['b1']);
    asked.push(ask('c1'), ask('b2'));
    (await round(1)).end();
    expect((await round(2)).questions).toEqual(['c1', 'b2']);
    (await round(0)).end();
    expect((await round(3)).questions).toEqual(['a2']);
    (await round(2)).end();
    (await round(3)).end();
    expect(await Promise.all(asked)).toEqual(
      ['a1', 'a2', 'b1', 'c1', 'b2'].map(text => `${text} together`),
    );
  });
});
