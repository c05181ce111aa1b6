import { FakeServiceLevels } from '../__testUtils__/FakeServiceLevels';
import { alert, componentRef, objective } from '../__testUtils__/objectives';
import { serviceLevelsApiRef } from '../api';
import { loadTimeline } from './timeline';
import { budgetTrack } from './track';

const HOUR = 3_600_000;

const apisWith = (api: object) => ({
  get: ({ id }: { id: string }) =>
    (id === serviceLevelsApiRef.id ? api : undefined) as never,
});

describe('on the time line of an entity', () => {
  it('alerts last from when they fired until they were over, or go on: one request for rows and lane', async () => {
    const api = new FakeServiceLevels({
      alerts: [
        alert({ number: 'ALR0000003' }),
        alert({
          number: 'ALR0000002',
          firedAt: '2026-11-19T22:00:00.000Z',
          resolvedAt: '2026-11-20T01:00:00.000Z',
        }),
      ],
    });
    const { entries, marks } = await loadTimeline({
      ...{ apis: apisWith(api), signal: new AbortController().signal },
      ...{ entityRef: componentRef, limit: 8 },
      from: '2026-11-13T00:00:00.000Z',
      to: '2026-11-27T00:00:00.000Z',
    });
    expect(entries).toHaveLength(2);
    expect(marks).toMatchObject([
      { record: 'ALR0000003', at: '2026-11-26T10:00:00.000Z' },
      {
        record: 'ALR0000002',
        at: '2026-11-19T22:00:00.000Z',
        end: '2026-11-20T01:00:00.000Z',
      },
    ]);
    expect(marks![0].end).toBeUndefined();
    expect(api.askedAlerts).toHaveLength(1);
  });

  it('the budget is that of the worst objective with the longest window, up to when it was judged', () => {
    const about = {
      apis: { get: () => undefined },
      entity: {} as never,
      entityRef: componentRef,
    };
    const spent = { state: 'exhausted' as const, evaluatedAt: undefined };
    const drawn = budgetTrack.draw(
      {
        items: [
          objective({ ...spent, id: 'short', window: HOUR }),
          objective({
            ...{ id: 'spent', title: 'It is spent', state: 'exhausted' },
            ...{ window: 24 * HOUR, trend: [1, 0.5, -0.3] },
            evaluatedAt: '2026-11-26T10:00:00.000Z',
          }),
          objective({ id: 'fine', window: 48 * HOUR }),
        ],
      },
      about,
    );
    expect(drawn).toMatchObject({
      text: 'It is spent',
      points: [
        { at: '2026-11-26T08:00:00.000Z', share: 1 },
        { at: '2026-11-26T09:00:00.000Z', share: 0.5 },
        { at: '2026-11-26T10:00:00.000Z', share: -0.3 },
      ],
    });
    expect(budgetTrack.draw({ items: [] }, about)).toBeUndefined();
  });
});
