import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { changeImportCreatePermission } from '@countersign/plugin-change-management-common';
import {
  BringRecords,
  importStories,
  storiesIn,
} from '@countersign/plugin-governance-common';
import { verifyBundle } from '@countersign/plugin-ledger-common';
import { items, people } from '../__testUtils__/estate';
import { request, usePortal } from '../__testUtils__/portal';

jest.setTimeout(240_000);

const { dana } = people;
/** Who may import, and has no other part in anything. */
const paula = people.audrey;

/** A token whose subject has nothing before it, as configurations write them. */
const token = 'moving-in';

/** Everybody may do everything, but only Paula and that token import. */
const permissions = mockServices.permissions.mock({
  authorize: async (requests, options) => {
    const { principal } = (
      options as unknown as {
        credentials: {
          principal: { userEntityRef?: string; subject?: string };
        };
      }
    ).credentials;
    return requests.map(({ permission }) => ({
      result:
        permission.name === changeImportCreatePermission.name &&
        principal.userEntityRef !== paula &&
        principal.subject !== token
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    }));
  },
  authorizeConditional: async requests =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
});

type Brought = BringRecords['records'][number];

const record = (
  number: string,
  content: Partial<Brought['content']> = {},
  row = 2,
): Brought => ({
  row,
  number,
  content: {
    title: 'Patch the database',
    state: 'Closed',
    openedAt: '2025-11-03T22:00:00Z',
    items: [items.bucket],
    further: [{ label: 'Approval', value: 'Approved' }],
    ...content,
  },
});

const bring = (
  records: Brought[],
  options: Partial<BringRecords> = {},
): BringRecords => ({
  system: 'servicenow',
  file: { name: 'changes.json', digest: `sha256:${'1'.repeat(64)}` },
  dryRun: false,
  update: false,
  records,
  ...options,
});

describe('changes of another system', () => {
  const portal = usePortal({ permissions });
  const imported = (user: string = paula) => portal().imported(user);
  const numbered = async (foreign: string) => {
    const { items: found } = await imported().listImported({ q: foreign });
    return found.map(({ number }) => number);
  };

  it('are brought by a token, which the record names', async () => {
    const { records } = await portal()
      .importedByPipeline(token)
      .bring(bring([record('CHG0030009')]));
    expect(records).toMatchObject([{ outcome: 'new' }]);
    const [number] = await numbered('CHG0030009');
    const { record: taken } = await imported().getImported(number);
    expect(taken.importedBy).toBe(token);
  });

  it('are told in a dry run, and nothing is written', async () => {
    const told = await imported().bring(
      bring([record('CHG0030001')], { dryRun: true }),
    );
    expect(told.records).toEqual([
      {
        row: 2,
        foreignNumber: 'CHG0030001',
        outcome: 'new',
        differences: [],
        problems: [],
      },
    ]);
    expect(await numbered('CHG0030001')).toEqual([]);
  });

  it('are there once, however often they are brought, under their own number, and proven to be imported', async () => {
    const body = bring([record('CHG0030002'), record('OPS-42', {}, 3)]);
    const both = await Promise.all([
      imported().bring(body),
      imported().bring(body),
    ]);
    expect(
      both
        .flatMap(({ records }) => records.map(({ outcome }) => outcome))
        .sort(),
    ).toEqual(['new', 'new', 'unchanged', 'unchanged']);

    const [number] = await numbered('CHG0030002');
    expect(number).toMatch(/^IMC\d{7}$/);
    expect(await numbered('ops-42')).toHaveLength(1);
    const { record: taken, digestNow } = await imported(dana).getImported(
      number,
    );
    expect(taken).toMatchObject({
      system: 'servicenow',
      foreignNumber: 'CHG0030002',
      importedBy: paula,
      content: { further: [{ label: 'Approval', value: 'Approved' }] },
    });
    expect(digestNow).toBe(taken.digest);

    const { items: events } = await imported().getTimeline(number);
    expect(events.map(({ type, actor }) => [type, actor])).toEqual([
      ['import.recorded', paula],
    ]);
    const { verifierKeys: trustedKeys } = await imported().getLedgerStatus();
    const { ok, proven } = verifyBundle(await imported().getEvidence(number), {
      trustedKeys,
    });
    expect(ok).toBe(true);
    const { stories, limits } = storiesIn(proven!, [importStories('change')]);
    expect(stories).toMatchObject([{ state: 'imported', holds: true }]);
    expect(limits.join()).toContain('nobody approved anything of it here');
  });

  it('say what differs, and are replaced only where that is asked for', async () => {
    await imported().bring(bring([record('CHG0030003')]));
    const changed = [record('CHG0030003', { state: 'Canceled' })];
    const differs = await imported().bring(bring(changed));
    expect(differs.records).toMatchObject([
      { outcome: 'differs', differences: ['state'] },
    ]);
    const [number] = await numbered('CHG0030003');
    const stateOf = async () =>
      (await imported().getImported(number)).record.content.state;
    expect(await stateOf()).toBe('Closed');

    const update = bring(changed, { update: true });
    await imported().bring({ ...update, dryRun: true });
    expect(await stateOf()).toBe('Closed');
    const updated = await imported().bring(update);
    expect(updated.records).toMatchObject([{ outcome: 'updated', number }]);
    expect(await stateOf()).toBe('Canceled');
    const { items: events } = await imported().getTimeline(number);
    expect(events.map(({ type }) => type)).toEqual([
      'import.updated',
      'import.recorded',
    ]);
  });

  it('are refused by row where the catalog has no such item, and the others are taken', async () => {
    const { records } = await imported().bring(
      bring([
        record('CHG0030004', { items: ['component:default/gone'] }, 7),
        record('CHG0030005', {}, 8),
      ]),
    );
    expect(records).toMatchObject([
      {
        row: 7,
        outcome: 'refused',
        problems: [
          { field: 'items', message: expect.stringContaining('default/gone') },
        ],
      },
      { row: 8, outcome: 'new' },
    ]);
    expect(await numbered('CHG0030004')).toEqual([]);
  });

  it('are nobody’s approval: with the number of a change of ours, that one is as it was', async () => {
    const { change } = await portal().as(dana).createChange(request());
    const figures = () =>
      portal().as(dana).getMetrics({
        from: '2025-01-01T00:00:00Z',
        to: '2035-01-01T00:00:00Z',
      });
    const listed = async () =>
      (await portal().as(dana).listChanges({ limit: 200 })).items;
    const events = async (number: string) =>
      (await portal().as(dana).getTimeline(number)).items.map(({ id }) => id);
    const before = {
      detail: await portal().as(dana).getChange(change.number),
      figures: await figures(),
      listed: await listed(),
      events: await events(change.number),
    };
    const approved = record(change.number, {
      ...{
        title: change.title,
        state: 'approved',
        closedAt: '2025-12-01T00:00:00Z',
      },
      further: [{ label: 'Approved by', value: people.owen }],
    });
    await imported().bring(bring([approved]));

    const gate = await portal()
      .as(dana)
      .previewGate({ change: change.number, commit: change.commit });
    expect(gate).toMatchObject({ decision: 'refuse' });
    expect({
      detail: await portal().as(dana).getChange(change.number),
      figures: await figures(),
      listed: await listed(),
      events: await events(change.number),
    }).toEqual(before);

    const [number] = await numbered(change.number);
    await expect(
      portal().as(people.owen).getChange(number),
    ).rejects.toMatchObject({ statusCode: 400 });
    await expect(
      portal()
        .as(people.owen)
        .act(number, 'approve', {} as never),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  it('cannot be given a number of ours, not even in the database', async () => {
    const [number] = await numbered('CHG0030002');
    await expect(
      portal()
        .knex('imported_records')
        .where({ number })
        .update({ number: 'CHG0000001' }),
    ).rejects.toThrow(/imported_records_number/);
  });

  it('are taken over by whoever may, and seen by others', async () => {
    await expect(
      imported(dana).bring(bring([record('CHG0030009')])),
    ).rejects.toMatchObject({
      statusCode: 403,
      cause: { message: expect.stringContaining('may not import changes') },
    });
    await expect(imported(dana).listImported()).resolves.toHaveProperty(
      'items',
    );
  });
});
