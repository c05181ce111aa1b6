import { resourcesOf } from './resourcesOf';

describe('resourcesOf', () => {
  it('answers in the order asked, with nothing for what is not there', async () => {
    const find = jest.fn(async () => [
      { number: 'NTE0000002', author: 'ben' },
      { number: 'NTE0000001', author: 'ada' },
    ]);
    const resources = resourcesOf(
      {
        nameOf: (note: { number: string; author: string }) => note.number,
        resourceOf: ({ author }) => ({ author }),
      },
      find,
    );
    const asked = ['NTE0000001', 'NTE0000009', 'NTE0000002', 'NTE0000001'];
    expect(await resources(asked)).toEqual([
      { author: 'ada' },
      undefined,
      { author: 'ben' },
      { author: 'ada' },
    ]);
    expect(find).toHaveBeenCalledWith(asked);
  });
});
