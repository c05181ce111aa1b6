import { log, Log, problemsOf, signer } from '../__testUtils__/log';
import { signBundle } from './signBundle';

describe('a bundle held against a checkpoint kept from earlier', () => {
  it('accepts growth from exactly that one', async () => {
    const known = await log.checkpoint(5);
    const bundle = await log.unsigned(log.subject([1]), 5);
    expect(problemsOf(await signBundle(bundle, signer), known)).toEqual([]);
  });

  it('detects a log that was rewritten since', async () => {
    const rewritten = new Log([
      ...log.leaves.slice(0, 2),
      log.leaves[2].replace('ok', 'ko'),
      ...log.leaves.slice(3),
    ]);
    const known = await log.checkpoint(5);
    const unsigned = await rewritten.unsigned(rewritten.subject([1]), 5);
    expect(problemsOf(await signBundle(unsigned, signer), known)).toEqual([
      'consistency consistency',
    ]);
    expect(
      problemsOf(
        await signBundle(
          {
            ...unsigned,
            consistency: {
              ...unsigned.consistency,
              checkpoint: known,
              proof: unsigned.consistency?.proof ?? [],
            },
          },
          signer,
        ),
        known,
      ),
    ).toEqual(['consistency consistency.proof']);
  });

  it('asks for the proof when there is none', async () => {
    const known = await log.checkpoint(5);
    const bundle = await log.unsigned(log.subject([1]));
    expect(problemsOf(await signBundle(bundle, signer), known)).toEqual([
      'consistency consistency',
    ]);
  });
});
