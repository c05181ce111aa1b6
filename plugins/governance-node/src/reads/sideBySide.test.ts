import { setImmediate as turn } from 'timers/promises';
import { sideBySide } from './sideBySide';

/** Two reads that note when they begin and end. */
async function readTwo(isTransaction: boolean) {
  const noted: string[] = [];
  const read = (name: string) => async () => {
    noted.push(`${name} begins`);
    await turn();
    noted.push(`${name} ends`);
    return name;
  };
  const both = await sideBySide({ isTransaction }, read('a'), read('b'));
  return { noted, read: both };
}

describe('sideBySide', () => {
  it('reads at once from the pool', async () => {
    expect(await readTwo(false)).toEqual({
      noted: ['a begins', 'b begins', 'a ends', 'b ends'],
      read: ['a', 'b'],
    });
  });

  it('reads one after the other in a transaction', async () => {
    expect(await readTwo(true)).toEqual({
      noted: ['a begins', 'a ends', 'b begins', 'b ends'],
      read: ['a', 'b'],
    });
  });
});
