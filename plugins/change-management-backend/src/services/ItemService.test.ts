import { items, people } from '../__testUtils__/estate';
import { request, usePortal, windowAround } from '../__testUtils__/portal';

jest.setTimeout(240_000);

describe('can I deploy now?', () => {
  const portal = usePortal();
  const as = (person: string) => portal().as(person);
  const answer = async () =>
    (await as(people.dana).getConfigurationItem(items.bucket)).deployNow;

  /** A change whose window is open and that everybody asked has approved. */
  async function approved(fields: Parameters<typeof request>[0] = {}) {
    const { change } = await as(people.dana).createChange(request(fields));
    return as(people.ada).act(change.number, 'approve', {
      subjectDigest: change.subjectDigest!,
    });
  }

  it('says yes under an approved change, and no for whatever else the gate would refuse', async () => {
    const { change } = await approved();
    const { number } = change;
    expect(await answer()).toMatchObject({ answer: 'yes', change: number });

    const held = await as(people.dana).act(number, 'hold', {
      version: change.version,
      reason: 'The replica lags.',
    });
    expect(await answer()).toMatchObject({
      answer: 'no',
      change: number,
      conditions: [{ text: expect.stringContaining('The replica lags.') }],
    });
    const resumed = await as(people.dana).act(number, 'resume', {
      version: held.change.version,
    });

    // Another change of the same hour is a conflict that nobody has accepted.
    const other = await as(people.owen).createChange(
      request({ title: 'Compact the receipts', submit: true }),
    );
    expect(await answer()).toMatchObject({
      answer: 'no',
      conditions: [{ text: expect.stringContaining(other.change.number) }],
    });
    await as(people.owen).act(other.change.number, 'cancel', {
      version: other.change.version,
      reason: 'Another day.',
    });
    await as(people.dana).act(number, 'cancel', {
      version: resumed.change.version,
      reason: 'Another day.',
    });
  });

  it('says no where the change names no commit and production needs one', async () => {
    const { change } = await approved({ commit: undefined });
    expect(await answer()).toMatchObject({
      answer: 'no',
      conditions: [{ text: expect.stringContaining('names no commit') }],
    });
    await as(people.dana).act(change.number, 'cancel', {
      version: change.version,
      reason: 'Another day.',
    });
  });

  it('names the next window while none is open', async () => {
    const { change } = await approved({ window: windowAround(30, 31) });
    expect(await answer()).toMatchObject({
      answer: 'no',
      nextWindow: { change: change.number },
    });
  });
});
