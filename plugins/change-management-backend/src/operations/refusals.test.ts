import { FilterPredicate } from '@countersign/plugin-change-management-common';
import { groups, items, people } from '../__testUtils__/estate';
import { terraformPlan } from '../__testUtils__/plans';
import { request, usePortal, windowAround } from '../__testUtils__/portal';

jest.setTimeout(240_000);

/** A refusal whose body names the fields, in this order, each with what is wrong with it. */
const about = (
  statusCode: number,
  problems: Record<string, string | RegExp>,
) => ({
  statusCode,
  body: {
    error: {
      problems: Object.entries(problems).map(([field, message]) => ({
        field,
        message: expect.stringMatching(message),
      })),
    },
  },
});

const rule = {
  kind: 'maintenance' as const,
  title: 'Sunday night',
  description: '',
  timeZone: 'Europe/Berlin',
  environments: [],
  allowEmergency: true,
  ...windowAround(1, 2),
};

describe('what is refused names the fields it is about', () => {
  const portal = usePortal();
  const dana = () => portal().as(people.dana);
  const draft = (fields: object = {}) => request({ submit: false, ...fields });
  /** A change from the template, which is for resources in production. */
  const standard = (fields: object = {}) =>
    draft({
      type: 'standard',
      template: 'rotate-receipts',
      commit: undefined,
      testPlan: undefined,
      backoutPlan: undefined,
      ...fields,
    });

  it('all at once, of a new change', async () => {
    await expect(
      dana().createChange(
        draft({
          items: [items.bucket, 'component:default/nope'],
          environment: 'moon',
          implementer: 'user:default/nobody',
          planAuthors: ['user:default/nobody'],
          type: 'standard',
          template: 'nope',
        }),
      ),
    ).rejects.toMatchObject(
      about(400, {
        implementer: /^the catalog has no user user:default\/nobody/,
        planAuthors: /nobody/,
        environment: /^there is no moon; it is one of production/,
        template: /rotate-receipts/,
        items: /^the catalog has no component:default\/nope/,
      }),
    );
  });

  it.each([
    ['template', 400, { template: 'rotate-receipts' }],
    ['planDigest', 400, { planDigest: `sha256:${'0'.repeat(64)}` }],
    ['plan', 400, { plan: terraformPlan({ formatVersion: '9.0' }) }],
    ['items', 400, { items: [people.ada] }],
    ['source.kind', 400, { source: { kind: 'demo' } }],
    ['description', 400, { description: 'a\u0000b' }],
    ['requester', 403, { requester: people.owen }],
  ])('%s of a new change', async (field, status, fields) => {
    await expect(dana().createChange(draft(fields))).rejects.toMatchObject(
      about(status, { [field]: /./ }),
    );
  });

  it('of an edit, which then changes nothing', async () => {
    const { change } = await dana().createChange(draft());
    const { version } = change;
    await expect(
      dana().updateChange(change.number, {
        version,
        title: 'Another one',
        implementer: 'user:default/nobody',
        environment: 'moon',
        items: ['component:default/nope'],
      }),
    ).rejects.toMatchObject(
      about(400, { implementer: /nobody/, environment: /moon/, items: /nope/ }),
    );
    expect((await dana().getChange(change.number)).change).toEqual(change);
  });

  it('of an uploaded plan', async () => {
    await expect(
      dana().uploadPlan({ plan: { hello: 'world' } }),
    ).rejects.toMatchObject(about(400, { plan: /not a Terraform plan/ }));
  });

  it('of a calendar rule, which for a misspelt environment would bind nobody', async () => {
    await expect(
      dana().createScheduleRule({
        ...rule,
        timeZone: 'Mars/Olympus',
        rrule: 'FREQ=SECONDLY',
        environments: ['produktion'],
      }),
    ).rejects.toMatchObject(
      about(400, {
        timeZone: /Mars\/Olympus/,
        rrule: /too often/,
        environments: /^there is no produktion; it is one of production/,
      }),
    );
  });

  it.each([
    ['start', { start: '22:00Z' }],
    ['start', { start: '0000-06-01T08:00:00Z' }],
    ['end', { end: '+010000-06-01T18:00:00Z' }],
    ['title', { title: 'half a \ud83d' }],
    ['description', { description: 'nothing\u0000' }],
    ['', { environment: ['production'] }],
    ['scope.soxScope', { scope: { soxScope: 'true' } }],
    ['scope.owned', { scope: { owned: 'group:default/checkout' } }],
    ['scope.kind', { scope: { kind: 'Compnent' } }],
    ['scope.environment', { scope: { environment: 'prod' } }],
    ['scope', { scope: { $all: [{ tier: 'tier-1' }, { tier: 'tier-2' }] } }],
    ['rrule', { rrule: 'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30' }],
    ['rrule', { rrule: 'FREQ=DAILY;UNTIL=20260101' }],
    ['start', { rrule: 'FREQ=WEEKLY;BYDAY=FR' }],
  ])(
    'of a calendar rule that would never bind: %s %j',
    async (field, wrong) => {
      const kinds = ['freeze', 'maintenance'] as const;
      for (const kind of kinds) {
        await expect(
          dana().createScheduleRule({
            ...rule,
            kind,
            start: '2027-06-01T08:00:00Z',
            end: '2027-06-01T18:00:00Z',
            ...wrong,
          }),
        ).rejects.toMatchObject(about(400, { [field]: /./ }));
      }
    },
  );

  it('of draft policies that would match nothing', async () => {
    const policyOf = (match: FilterPredicate) => ({
      policies: [{ name: 'sox', match, require: [{ group: groups.data }] }],
    });
    for (const [field, match] of [
      ['soxScope', { items: { $contains: { soxScope: 'true' } } }],
      ['kind', { items: { $contains: { kind: 'Widget' } } }],
    ] as const) {
      await expect(
        dana().replayPolicies(policyOf(match)),
      ).rejects.toMatchObject(
        about(400, { [`policies.0.match.items.$contains.${field}`]: /./ }),
      );
    }
    await expect(
      dana().replayPolicies(policyOf({ 'change.environment': 'moon' })),
    ).rejects.toMatchObject(
      about(400, { 'policies.0.match.change.environment': /production/ }),
    );
  });

  it('of questions whose texts and times no database holds', async () => {
    const cursor = (fields: object) =>
      Buffer.from(
        JSON.stringify({ sort: 'updated', order: 'desc', seq: '1', ...fields }),
      ).toString('base64url');
    for (const query of [
      'changes?q=a%00b',
      'changes?createdFrom=22:00Z',
      'changes?windowTo=%2B010000-01-01T00:00:00Z',
      `changes?cursor=${cursor({ key: '0000-01-01T00:00:00Z' })}`,
      `changes?cursor=${cursor({
        key: '2026-01-01T00:00:00Z',
        seq: '9'.repeat(19),
      })}`,
      'calendar?from=0000-01-01T00:00:00Z&to=0000-02-01T00:00:00Z',
      'metrics?from=2026-329T10:00Z',
      'deployments?item=component:default/%00',
    ]) {
      const response = await fetch(`${portal().baseUrl}/${query}`, {
        headers: { Authorization: `Bearer ${portal().token(people.dana)}` },
      });
      expect([query, response.status]).toEqual([query, 400]);
    }
  });

  it('but takes times as early and as late as the calendar goes', async () => {
    for (const window of [
      { start: '0001-01-01T00:00:00Z', end: '0001-01-31T00:00:00Z' },
      { start: '9999-12-30T00:00:00Z', end: '9999-12-31T23:59:59.999Z' },
    ]) {
      const { change } = await dana().createChange(draft({ window }));
      expect(change.window).toMatchObject({ end: expect.stringMatching(/Z$/) });
      const { submit, ...body } = draft({ window });
      const preview = await dana().previewChange(body);
      expect(preview.conflicts).toEqual([]);
      const { items: found } = await dana().listChanges({
        windowFrom: window.start,
        windowTo: window.end,
      });
      expect(found).toMatchObject([{ number: change.number }]);
    }
  });

  it('of an Idempotency-Key, unreadable or used otherwise', async () => {
    const idempotencyKey = 'refusals-1';
    await dana().createChange(draft(), { idempotencyKey });
    await expect(
      dana().createChange(draft({ title: 'Another' }), { idempotencyKey }),
    ).rejects.toMatchObject(about(409, { 'Idempotency-Key': /another/ }));
    await expect(
      dana().createChange(draft(), { idempotencyKey: 'two words' }),
    ).rejects.toMatchObject(about(400, { 'Idempotency-Key': /without/ }));
  });

  it('of a submission that a guard refuses', async () => {
    await expect(
      dana().createChange(standard({ submit: true, items: [items.web] })),
    ).rejects.toMatchObject(
      about(409, { template: `may not be used for ${items.web}` }),
    );
    await expect(
      dana().createChange(standard({ submit: true, window: undefined })),
    ).rejects.toMatchObject(about(409, { window: 'No window is planned' }));
  });

  describe('in a preview', () => {
    const problemsOf = async (fields: object) => {
      const { submit, ...body } = { ...standard(), ...fields };
      return (await dana().previewChange(body)).problems;
    };

    it('are none where a submission takes it', async () => {
      expect(await problemsOf({})).toEqual([]);
      const { change } = await dana().createChange(standard({ submit: true }));
      expect(change).toMatchObject({
        state: 'scheduled',
        approvalStatus: 'preapproved',
      });
    });

    it('say why the template does not fit, as a submission does', async () => {
      const unfit = { items: [items.web], testPlan: 'Hope for the best.' };
      const [{ field, message }, ...others] = await problemsOf(unfit);
      expect(others).toEqual([]);
      expect(field).toBe('template');
      expect(message).toContain(`may not be used for ${items.web}`);
      expect(message).toContain('test plan differs');
      await expect(
        dana().createChange(standard({ submit: true, ...unfit })),
      ).rejects.toMatchObject({
        body: { error: { message: expect.stringContaining(message) } },
      });
    });

    it('are of every field that is missing or would be refused', async () => {
      const problems = await problemsOf({
        template: undefined,
        title: undefined,
        window: undefined,
        items: ['component:default/nope'],
        implementer: 'user:default/nobody',
        planAuthors: ['user:default/nobody'],
        planDigest: `sha256:${'0'.repeat(64)}`,
      });
      expect(problems.map(({ field }) => field).sort()).toEqual([
        'implementer',
        'items',
        'planAuthors',
        'planDigest',
        'template',
        'title',
        'window',
      ]);
    });
  });

  it('lets a change in New take another type with its template, and lose it again', async () => {
    const { change } = await dana().createChange(
      draft({ testPlan: '', backoutPlan: '' }),
    );
    const { number } = change;
    await expect(
      dana().updateChange(number, { version: 1, type: 'standard' }),
    ).rejects.toMatchObject(about(400, { template: /rotate-receipts/ }));
    const made = await dana().updateChange(number, {
      version: 1,
      type: 'standard',
      template: 'rotate-receipts',
    });
    expect(made.change).toMatchObject({
      type: 'standard',
      template: { id: 'rotate-receipts' },
      category: 'infrastructure',
      testPlan: 'Read a receipt.',
    });
    const unmade = await dana().updateChange(number, {
      version: 2,
      type: 'normal',
    });
    expect(unmade.change.template).toBeUndefined();

    const { change: submitted } = await dana().createChange(
      standard({ submit: true, window: windowAround(90, 91) }),
    );
    await expect(
      dana().updateChange(submitted.number, {
        version: submitted.version,
        template: 'rotate-receipts',
      }),
    ).rejects.toMatchObject(about(409, { template: 'only in New' }));
  });
});
