import { people } from '../__testUtils__/estate';
import { request, usePortal, windowAround } from '../__testUtils__/portal';

jest.setTimeout(240_000);

describe('the pages of changes', () => {
  const portal = usePortal();
  const dana = () => portal().as(people.dana);
  const open = async (fields: object) => {
    const { change } = await dana().createChange(request(fields));
    return change;
  };

  it('say the same asked for at once as one by one, drafts and others', async () => {
    const window = windowAround(400, 401);
    const numbers: string[] = [];
    for (const submit of [true, false, true, false]) {
      numbers.push((await open({ submit, window })).number);
    }
    const alone = [];
    for (const number of numbers) alone.push(await dana().getChange(number));
    const atOnce = await Promise.all(
      [...numbers, ...numbers].map(number => dana().getChange(number)),
    );
    expect(atOnce).toEqual([...alone, ...alone]);
    const states = new Set(alone.map(({ change }) => change.state));
    expect([...states]).toEqual(expect.arrayContaining(['new', 'authorize']));
  });

  it('that are not there keep nobody from those that are', async () => {
    const { number } = await open({ submit: false });
    const [there, missing] = await Promise.allSettled([
      dana().getChange(number),
      dana().getChange('CHG9999999'),
    ]);
    expect(there).toMatchObject({ value: { change: { number } } });
    expect(missing).toMatchObject({ reason: { statusCode: 404 } });
  });

  it('show nothing in the way of what is over', async () => {
    const window = windowAround(500, 501);
    const first = await open({ window });
    const second = await open({ window });
    const conflictsOf = async (number: string) => {
      const { conflicts } = await dana().getChange(number);
      return conflicts.map(({ other }) => other?.number);
    };
    expect(await conflictsOf(first.number)).toContain(second.number);
    expect(await conflictsOf(second.number)).toContain(first.number);
    await dana().act(second.number, 'cancel', {
      version: second.version,
      reason: 'Enough seen.',
    });
    expect(await conflictsOf(first.number)).toEqual([]);
    expect(await conflictsOf(second.number)).toEqual([]);
  });
});
