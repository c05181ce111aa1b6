import {
  BringRecords,
  ImportedClient,
} from '@countersign/plugin-governance-common';
import { checkout, olive, usePortal } from './__testUtils__/portal';

jest.setTimeout(240_000);

const bring = (
  number: string,
  content: Partial<BringRecords['records'][number]['content']> = {},
): BringRecords => ({
  system: 'jira',
  file: { name: 'incidents.json', digest: `sha256:${'2'.repeat(64)}` },
  ...{ dryRun: false, update: false },
  records: [
    {
      ...{ row: 1, number },
      content: {
        ...{ title: 'Checkout was slow', state: 'Resolved' },
        openedAt: '2025-10-07T19:14:03Z',
        resolvedAt: '2025-10-07T20:02:41Z',
        items: [checkout],
        ...content,
      },
    },
  ],
});

describe('incidents and problems of another system', () => {
  const { as, portal } = usePortal();
  const imported = (kind: 'incident' | 'problem') =>
    new ImportedClient(kind, portal().api.as(olive));

  it('are no incident of ours: with its number, that one and every figure are as they were', async () => {
    const { incident } = await as(olive).declareIncident({
      title: 'Payments are slow',
      entities: [checkout],
    });
    const world = async () => ({
      incident: (await as(olive).getIncident(incident.number)).incident,
      listed: (await as(olive).listIncidents()).items.map(
        ({ number }) => number,
      ),
      figures: await as(olive).getMetrics({
        from: '2025-10-01T00:00:00Z',
        to: '2025-11-01T00:00:00Z',
      }),
    });
    const before = await world();
    const { records } = await imported('incident').bring(
      bring(incident.number),
    );
    expect(records).toMatchObject([
      { outcome: 'new', number: expect.stringMatching(/^IMI\d{7}$/) },
    ]);
    expect(await world()).toEqual(before);
  });

  it('are told apart, though a number is the same', async () => {
    const [incident, problem] = await Promise.all(
      (['incident', 'problem'] as const).map(async kind => {
        const client = imported(kind);
        await client.bring(bring('OPS-42'));
        const again = await client.bring(bring('OPS-42'));
        return again.records[0];
      }),
    );
    expect([incident.outcome, problem.outcome]).toEqual([
      'unchanged',
      'unchanged',
    ]);
    expect(problem.number).toMatch(/^IMP\d{7}$/);
    const { items } = await imported('problem').listImported({
      entityRef: [checkout],
    });
    expect(items.map(({ number }) => number)).toEqual([problem.number]);
    await expect(
      imported('problem').getImported(incident.number!),
    ).rejects.toMatchObject({ statusCode: 400 });
  });
});
