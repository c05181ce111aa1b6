import { groups, items, people } from '../__testUtils__/estate';
import { request, usePortal, windowAround } from '../__testUtils__/portal';

jest.setTimeout(240_000);

const rule = {
  description: '',
  timeZone: 'Europe/Berlin',
  environments: [],
  allowEmergency: true,
};

describe('calendar, policies, figures and cards', () => {
  const portal = usePortal();
  const dana = () => portal().as(people.dana);

  it('shows changes and freezes of a range; a freeze refuses at the gate until it ends', async () => {
    const freeze = await dana().createScheduleRule({
      ...rule,
      kind: 'freeze',
      title: 'Peak season',
      ...windowAround(-2, 30),
      scope: { tier: 'tier-3' },
    });
    const { change, conflicts } = await dana().createChange(request());
    expect(change.state).toBe('assess');
    expect(conflicts).toMatchObject([{ kind: 'freeze', acceptable: false }]);
    const range = {
      from: windowAround(-3).start,
      to: windowAround(40).start,
    };
    const calendar = await dana().getCalendar(range);
    expect(calendar).toMatchObject({
      changes: [{ number: change.number }],
      bands: [{ ruleId: freeze.id, kind: 'freeze' }],
      truncated: false,
    });
    const elsewhere = await dana().getCalendar({ ...range, item: [items.web] });
    expect(elsewhere).toMatchObject({ changes: [], bands: [] });

    const card = await dana().getConfigurationItem(items.bucket);
    expect(card.deployNow).toMatchObject({
      answer: 'no',
      freeze: { title: 'Peak season' },
    });
    const preview = await dana().previewChange(
      request({ submit: undefined, title: 'Again' }) as object,
    );
    expect(preview.nextFreeSlot!.start >= freeze.end).toBe(true);

    const ended = await dana().endScheduleRule(freeze.id);
    expect(ended.endedAt).toBeDefined();
    await expect(dana().endScheduleRule(freeze.id)).rejects.toMatchObject({
      statusCode: 409,
    });
    const authorized = await dana().act(change.number, 'authorize', {
      version: change.version,
    });
    expect(authorized.change.state).toBe('authorize');
    await dana().act(change.number, 'cancel', {
      version: authorized.change.version,
      reason: 'Enough seen.',
    });
  });

  it.each([
    ['ends before it starts', windowAround(2, 1), {}],
    ['has no such zone', windowAround(1, 2), { timeZone: 'Mars/Olympus' }],
    ['recurs every second', windowAround(1, 2), { rrule: 'FREQ=SECONDLY' }],
  ])('refuses a calendar rule that %s', async (_, window, fields) => {
    await expect(
      dana().createScheduleRule({
        ...rule,
        kind: 'maintenance',
        title: 'Sunday night',
        ...window,
        ...fields,
      }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  it('refuses a calendar range without an end or of years', async () => {
    const { start: from } = windowAround();
    for (const to of [from, '2099-01-01T00:00:00Z']) {
      await expect(dana().getCalendar({ from, to })).rejects.toMatchObject({
        statusCode: 400,
      });
    }
  });

  it('shows the policies in force, recorded once, and what a draft would have asked', async () => {
    const { digest, policies } = await dana().getPolicies();
    const recorded = await portal().knex('policy_sets');
    expect(recorded).toMatchObject([{ digest }]);
    await dana().createChange(request({ window: windowAround(60, 61) }));
    const replay = await dana().replayPolicies({
      policies: [
        { name: 'strict', require: [{ group: groups.data, count: 2 }] },
      ],
    });
    expect(replay).toMatchObject({ currentDigest: digest, n: 2, differing: 2 });
    const { change } = await dana().createChange(
      request({ window: windowAround(62, 63) }),
    );
    await portal()
      .as(people.ada)
      .act(change.number, 'approve', { subjectDigest: change.subjectDigest! });
    const { rows } = await dana().replayPolicies({
      policies: [{ name: 'strict', require: [{ group: groups.data }] }],
    });
    expect(rows.find(row => row.number === change.number)).toMatchObject({
      meetsCurrent: true,
      wouldHaveBeenMet: false,
    });
    expect(policies).toHaveLength(2);
    const { templates } = await dana().getTemplates();
    expect(templates).toMatchObject([
      { id: 'rotate-receipts', digest: expect.stringMatching(/^sha256:/) },
    ]);
  });

  it('shows a configuration item with its relations, and no unknown one', async () => {
    const card = await dana().getConfigurationItem(items.api);
    expect(card.dependencies).toMatchObject([{ entityRef: items.database }]);
    expect(card.dependants).toMatchObject([
      { entityRef: items.web, path: [{ relation: 'dependencyOf' }] },
    ]);
    expect(card.deployNow.answer).toBe('change-needed');
    await expect(
      dana().getConfigurationItem('component:default/nope'),
    ).rejects.toMatchObject({ statusCode: 404 });
  });

  it('says how far the ledger is', async () => {
    const status = await dana().getLedgerStatus();
    expect(status).toMatchObject({
      origin: 'countersign/change-management',
      verifierKeys: [expect.stringContaining(status.origin)],
    });
  });

  it('describes itself to anybody', async () => {
    const response = await fetch(`${portal().baseUrl}/openapi.json`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ openapi: '3.1.0' });
  });
});
