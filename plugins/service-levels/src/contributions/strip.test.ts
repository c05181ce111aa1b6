import { ApiHolder } from '@backstage/frontend-plugin-api';
import { FakeServiceLevels } from '../__testUtils__/FakeServiceLevels';
import { alert, componentRef, objective } from '../__testUtils__/objectives';
import { serviceLevelsApiRef } from '../api';
import { loadAlertMarks } from './alertMarks';
import { loadTrack } from './track';

const request = (api: object) => {
  const apis: ApiHolder = {
    get: ({ id }) => (id === serviceLevelsApiRef.id ? api : undefined) as never,
  };
  return {
    ...{ apis, signal: new AbortController().signal, entityRef: componentRef },
    from: '2026-11-20T00:00:00.000Z',
    to: '2026-11-27T00:00:00.000Z',
  };
};

describe('on the time line of an entity', () => {
  it('alerts last from when they fired until they were over, or go on', async () => {
    const api = new FakeServiceLevels({
      alerts: [
        alert({ number: 'ALR0000003' }),
        alert({
          number: 'ALR0000002',
          firedAt: '2026-11-19T22:00:00.000Z',
          resolvedAt: '2026-11-20T01:00:00.000Z',
        }),
        alert({
          number: 'ALR0000001',
          firedAt: '2026-11-10T22:00:00.000Z',
          resolvedAt: '2026-11-11T01:00:00.000Z',
        }),
      ],
    });
    expect(await loadAlertMarks(request(api))).toMatchObject([
      { record: 'ALR0000003', at: '2026-11-26T10:00:00.000Z' },
      {
        record: 'ALR0000002',
        at: '2026-11-19T22:00:00.000Z',
        end: '2026-11-20T01:00:00.000Z',
      },
    ]);
    expect(api.askedAlerts).toEqual([
      expect.objectContaining({
        component: [componentRef],
        state: ['firing', 'resolved'],
      }),
    ]);
  });

  it('the budget is that of the worst objective; what promises nothing has none', async () => {
    const at = '2026-11-26T10:00:00.000Z';
    const api = Object.assign(
      new FakeServiceLevels({
        objectives: [
          objective({ id: 'fine' }),
          objective({
            ...{ id: 'short', state: 'exhausted' as const, burnRate: 9 },
            window: 3_600_000,
          }),
          objective({ id: 'spent', state: 'exhausted', burnRate: 1.3 }),
        ],
      }),
      {
        getBurnDown: jest.fn(async () => ({
          points: [{ at, left: -0.3 }, { at }],
        })),
      },
    );
    expect(await loadTrack(request(api))).toMatchObject({
      points: [{ at, share: -0.3 }, { at }],
    });
    expect(api.getBurnDown).toHaveBeenCalledWith(
      'spent',
      {},
      expect.anything(),
    );
    expect(await loadTrack(request(new FakeServiceLevels()))).toBeUndefined();
  });
});
