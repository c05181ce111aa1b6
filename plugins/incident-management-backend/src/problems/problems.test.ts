import { eventually } from '@countersign/plugin-governance-test-utils';
import { DeclareIncident } from '@countersign/plugin-incident-management-common';
import {
  carl,
  checkout,
  olive,
  orders,
  sec,
  security,
  una,
  usePortal,
} from '../__testUtils__/portal';

jest.setTimeout(240_000);

const text = 'The pool was too small.';
const slow: DeclareIncident = {
  title: 'Payments are slow',
  entities: [checkout],
};

describe('problems', () => {
  const { as, portal } = usePortal();
  const declare = async (body: Partial<DeclareIncident> = {}) =>
    (await as(olive).declareIncident({ ...slow, ...body })).incident.number;

  it('are opened from incidents, become known errors, and are fixed by a change that was carried out', async () => {
    const incident = await declare();
    const { problem } = await as(olive).openProblem({
      title: 'The pool is too small',
      entities: [checkout],
      incidents: [incident],
    });
    const { number } = problem;
    expect(problem).toMatchObject({
      number: expect.stringMatching(/^PRB\d{7}$/),
      state: 'new',
      team: 'group:default/payments',
      incidents: [incident],
    });
    const seen = await as(una).getIncident(incident);
    expect(seen.incident.problems).toEqual([number]);

    await as(olive).actOnProblem(number, 'assess', {});
    await as(olive).actOnProblem(number, 'analyze', {});
    await as(olive).actOnProblem(number, 'know', {
      cause: text,
      workaround: 'Restart it.',
    });
    const next = await declare({ title: 'Payments are slow again' });
    const { matches } = await as(carl).listKnownErrors(next);
    expect(matches).toMatchObject([
      { error: { number, workaround: 'Restart it.' } },
    ]);

    await as(olive).actOnProblem(number, 'plan-fix', { change: 'CHG0000042' });
    await expect(
      as(olive).actOnProblem(number, 'resolve', { text }),
    ).resolves.toMatchObject({ problem: { state: 'resolved' } });
    await expect(
      as(olive).actOnProblem(number, 'close', {}),
    ).rejects.toMatchObject({ statusCode: 409, cause: { guard: 'incidents' } });
    await as(olive).act(incident, 'acknowledge', {});
    await as(olive).act(incident, 'resolve', { text });
    const { problem: closed } = await as(olive).actOnProblem(
      number,
      'close',
      {},
    );
    expect(closed).toMatchObject({
      state: 'closed',
      outcome: { code: 'fixed' },
    });
    const { items } = await as(una).getProblemTimeline(number);
    expect(items.map(({ type }) => type).slice(0, 2)).toEqual([
      'problem.closed',
      'problem.resolved',
    ]);
    const { count } = await as(una).listProblems({
      state: ['closed'],
      incident: [incident],
      q: 'pool',
    });
    expect(count.value).toBe(1);
  });

  it('tell whoever looks at them or at their list to look again, and nobody what happened', async () => {
    const { problem } = await as(olive).openProblem({
      title: 'The queue is too short',
      entities: [orders],
      incidents: [],
    });
    const own = `incident-management:problem:${problem.id}`;
    const list = 'incident-management:problems';
    const signals = () =>
      portal()
        .events.filter(({ topic }) => topic === 'signals')
        .map(({ eventPayload }) => eventPayload as { channel: string });
    const times = (channel: string) =>
      signals().filter(each => each.channel === channel).length;
    await eventually(() => expect(times(list)).toBeGreaterThan(0));
    const [ofOwn, ofList] = [times(own), times(list)];
    await as(olive).actOnProblem(problem.number, 'assess', {});
    await eventually(() => {
      expect(times(own)).toBeGreaterThan(ofOwn);
      expect(times(list)).toBeGreaterThan(ofList);
    });
    const [signal] = signals().filter(({ channel }) => channel === own);
    expect(signal).toMatchObject({ message: { action: 'refetch' } });
  });

  it('are proposed where the same change caused incidents on one entity', async () => {
    const numbers = [
      await declare({ entities: [orders] }),
      await declare({ entities: [orders] }),
    ];
    for (const number of numbers) {
      await as(olive).act(number, 'confirm-cause', {
        change: 'CHG0000042',
        reason: 'It went away with it.',
      });
    }
    const { candidates } = await as(una).listProblemCandidates();
    expect(candidates).toMatchObject([
      { entity: orders, cause: 'CHG0000042', incidents: numbers },
    ]);
  });

  it('name no incident that not everybody sees', async () => {
    const { incident } = await as(sec).declareIncident({
      ...slow,
      privateTo: security,
    });
    const open = (who: string, number: string) =>
      as(who)
        .openProblem({
          title: 'Tokens leak',
          entities: [checkout],
          incidents: [number],
        })
        .catch(e => e.cause.message);
    expect(await open(olive, incident.number)).toBe(
      (await open(olive, 'INC9999999')).replace('INC9999999', incident.number),
    );
    expect(await open(sec, incident.number)).toContain('is private');
    expect((await as(una).listProblems({ q: 'tokens' })).count.value).toBe(0);
  });
});
