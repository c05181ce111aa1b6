import { changeManagementApiRef } from '../api';
import { loadDeployments } from './deployments';

describe('the deployments of an entity', () => {
  it('are marked by when they ran, with the change that covers them or was opened for them', async () => {
    const ran = {
      startedAt: '2026-11-20T10:00:00.000Z',
      finishedAt: '2026-11-20T10:05:00.000Z',
      environment: 'production',
      outcome: 'succeeded',
    };
    const listDeployments = jest.fn(async () => ({
      items: [
        { ...ran, id: 'a', changeNumber: 'CHG0000001', reconciliation: {} },
        {
          ...{ ...ran, id: 'b' },
          reconciliation: { retrospectiveChange: 'CHG0000002' },
        },
        { ...ran, id: 'c', reconciliation: {} },
      ],
    }));
    const { signal } = new AbortController();
    const { entries, marks = [] } = await loadDeployments({
      limit: 8,
      signal,
      entityRef: 'component:default/checkout-api',
      from: '2026-11-15T00:00:00.000Z',
      to: '2026-11-22T00:00:00.000Z',
      apis: {
        get: ({ id }) =>
          (id === changeManagementApiRef.id
            ? { listDeployments }
            : undefined) as never,
      },
    });
    expect(entries).toEqual([]);
    expect(marks).toMatchObject([
      {
        ...{ id: 'a', record: 'CHG0000001' },
        ...{ at: ran.startedAt, end: ran.finishedAt },
      },
      { id: 'b', record: 'CHG0000002' },
      { id: 'c' },
    ]);
    expect(marks[2].record).toBeUndefined();
    expect(listDeployments).toHaveBeenCalledWith(
      expect.objectContaining({
        item: ['component:default/checkout-api'],
        startedFrom: '2026-11-15T00:00:00.000Z',
        startedTo: '2026-11-22T00:00:00.000Z',
      }),
      { signal },
    );
  });
});
