import { mockCredentials } from '@backstage/backend-test-utils';
import { ListChangesQuery } from '@countersign/plugin-change-management-common';
import { items, people } from '../__testUtils__/estate';
import { terraformPlan } from '../__testUtils__/plans';
import { request, usePortal, windowAround } from '../__testUtils__/portal';

jest.setTimeout(180_000);

describe('/changes', () => {
  const portal = usePortal();

  const dana = () => portal().as(people.dana);
  const draft = (fields: object = {}) => request({ submit: false, ...fields });
  const post = (body: string, path = '/changes', headers: object = {}) =>
    fetch(portal().baseUrl + path, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${portal().token(people.dana)}`,
        'Content-Type': 'application/json',
        ...headers,
      },
      body,
    });

  describe('bad input', () => {
    it.each([
      [
        'an unknown entity',
        { items: ['component:default/nope'] },
        /items: the catalog has no component:default\/nope/,
      ],
      ['a person as an item', { items: [people.ada] }, /no configuration item/],
      [
        'an unknown implementer',
        { implementer: 'user:default/nobody' },
        /implementer: the catalog has no user user:default\/nobody/,
      ],
      [
        'an unknown plan author',
        { planAuthors: ['user:default/nobody'] },
        /planAuthors/,
      ],
      [
        'a window that ends before it starts',
        { window: windowAround(3, 2) },
        /window\.end: the window must end after it starts/,
      ],
      ['a window of two months', { window: windowAround(0, 1500) }, /31 days/],
      [
        'an unknown environment',
        { environment: 'moon' },
        /environment: there is no moon; it is one of production/,
      ],
      [
        'a plan of an unknown major format',
        { plan: terraformPlan({ formatVersion: '9.0' }) },
        /9\.0/,
      ],
      [
        'something that is no plan',
        { plan: { hello: 'world' } },
        /plan|format_version/i,
      ],
      ['a field that does not exist', { risk: 'low' }, /risk/],
      ['a title that is too short', { title: 'x' }, /title/],
      [
        'a template for a normal change',
        { template: 'rotate-receipts' },
        /template/,
      ],
      [
        'a source only the portal itself may name',
        { source: { kind: 'reconciliation' } },
        /source\.kind/,
      ],
    ])('answers 400 to %s', async (_, fields, message) => {
      await expect(dana().createChange(draft(fields))).rejects.toMatchObject({
        statusCode: 400,
        body: {
          error: {
            name: 'InputError',
            message: expect.stringMatching(message),
          },
        },
      });
    });

    it('says which field each problem is of, so that a form can put it there', async () => {
      const end = '2020-01-01T00:00:00Z';
      const window = { start: '2020-01-02T00:00:00Z', end };
      await expect(
        dana().createChange(draft({ title: 'x', window })),
      ).rejects.toMatchObject({
        body: {
          error: {
            problems: [
              { field: 'title', message: expect.any(String) },
              {
                field: 'window.end',
                message: 'the window must end after it starts',
              },
            ],
          },
        },
      });
    });

    it('answers 400 to truncated JSON, quoting nothing of it', async () => {
      const secret = 'hunter2-not-for-the-record';
      const text = JSON.stringify(draft({ plan: terraformPlan({ secret }) }));
      const response = await post(text.slice(0, -40));
      expect(response.status).toBe(400);
      const body = await response.text();
      expect(body).toContain('not valid JSON');
      expect(body).not.toContain('hunter2');
      expect((await post('')).status).toBe(400);
      expect((await post('[]')).status).toBe(400);
    });

    it('answers 404 to an unknown change or verb, and 401 to nobody', async () => {
      await expect(dana().getChange('CHG9999999')).rejects.toMatchObject({
        statusCode: 404,
      });
      await expect(dana().getChange("' OR 1=1 --")).rejects.toMatchObject({
        statusCode: 400,
      });
      expect((await post('{}', '/changes/CHG0000001/explode')).status).toBe(
        404,
      );
      for (const token of [
        mockCredentials.user.invalidToken(),
        mockCredentials.service.invalidToken(),
      ]) {
        const response = await post('{}', '/changes', {
          Authorization: `Bearer ${token}`,
        });
        expect(response.status).toBe(401);
      }
    });

    it('refuses to request in somebody else’s name, and lets a pipeline name a person', async () => {
      await expect(
        dana().createChange(draft({ requester: people.owen })),
      ).rejects.toMatchObject({ statusCode: 403 });
      await expect(
        portal().asPipeline().createChange(draft()),
      ).rejects.toMatchObject({ statusCode: 400 });
      const { change, actions } = await portal()
        .asPipeline()
        .createChange(draft({ requester: people.dana }));
      expect(change.requester).toBe(people.dana);
      expect(actions).toContainEqual(
        expect.objectContaining({ verb: 'approve', allowed: false }),
      );
    });

    it('keeps SQL and HTML in texts as they are', async () => {
      const text = `'; DROP TABLE changes; -- <script>alert(1)</script> \\u0000 %s ?`;
      const { change } = await dana().createChange(
        draft({
          title: text,
          description: text,
          justification: text,
          implementationPlan: text,
          testPlan: text,
          backoutPlan: text,
          links: [{ title: text, url: 'https://example.com/?q=<b>' }],
        }),
      );
      const read = await dana().getChange(change.number);
      expect(read.change).toMatchObject({
        title: text,
        description: text,
        testPlan: text,
        links: [{ title: text }],
      });
      const found = await dana().listChanges({ q: text });
      expect(found.items.map(c => c.number)).toContain(change.number);
      const nothing = await dana().listChanges({ q: `' | & ! ( ) :* <->` });
      expect(nothing.items).toEqual([]);
    });

    it('refuses a NUL character, which PostgreSQL cannot hold', async () => {
      await expect(
        dana().createChange(draft({ description: 'a\u0000b' })),
      ).rejects.toMatchObject({ statusCode: 400 });
    });
  });

  it('takes a 50 MB plan where a plan belongs, and no such body elsewhere', async () => {
    const plan = terraformPlan({ padding: 'lorem ipsum '.repeat(100) });
    const [resource] = plan.resource_changes;
    plan.resource_changes = Array.from({ length: 19_000 }, (_, i) => ({
      ...resource,
      address: `terraform_data.receipts[${i}]`,
    }));
    const large = JSON.stringify(draft({ plan }));
    expect(large.length).toBeGreaterThan(50 * 1024 * 1024);
    const opened = await post(large);
    expect(opened.status).toBe(201);
    const elsewhere = await post(
      JSON.stringify({ text: 'x'.repeat(2 * 1024 * 1024) }),
      '/changes/CHG0000001/comment',
    );
    expect(elsewhere.status).toBe(413);
  });

  it('stores no secret of a plan anywhere', async () => {
    const secret = 'correct-horse-battery-staple';
    const { change } = await dana().createChange(
      draft({ plan: terraformPlan({ secret }), submit: true }),
    );
    const plan = await dana().getPlan(change.number);
    expect(plan.redactions).toBeGreaterThan(0);
    expect(JSON.stringify(plan)).not.toContain(secret);
    const tables: { tablename: string }[] = await portal()
      .knex('pg_tables')
      .where({ schemaname: 'public' })
      .select('tablename');
    for (const { tablename } of tables) {
      const { rows } = await portal().knex.raw(
        'SELECT count(*) AS n FROM ?? AS t WHERE t::text LIKE ?',
        [tablename, `%${secret}%`],
      );
      expect({ tablename, n: rows[0].n }).toEqual({ tablename, n: '0' });
    }
  });

  it('opens a change from a plan and lists what no entity claims', async () => {
    const plan = terraformPlan({ address: 'terraform_data.receipts' });
    plan.resource_changes.push({
      ...plan.resource_changes[0],
      address: 'terraform_data.stray',
      name: 'stray',
    });
    const { change } = await dana().createChange(
      draft({ items: undefined, plan }),
    );
    expect(change.items).toEqual([items.bucket]);
    expect(change.plan?.unmapped).toEqual(['terraform_data.stray']);
    await expect(
      dana().createChange(
        draft({
          items: undefined,
          plan: terraformPlan({ address: 'terraform_data.stray' }),
        }),
      ),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  it('refuses an edit of a version somebody else has written over', async () => {
    const { change } = await dana().createChange(draft());
    const edit = (title: string) =>
      dana().updateChange(change.number, { version: change.version, title });
    const outcomes = await Promise.allSettled([edit('One'), edit('Two')]);
    expect(outcomes.map(o => o.status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(outcomes.find(o => o.status === 'rejected')).toMatchObject({
      reason: {
        statusCode: 409,
        body: { error: { message: expect.stringContaining('version 2') } },
      },
    });
  });

  it('edits what is written and leaves the rest', async () => {
    const { change } = await dana().createChange(
      draft({ description: 'As it was', implementer: people.ivan }),
    );
    const edited = await dana().updateChange(change.number, {
      version: change.version,
      implementer: null,
    });
    expect(edited.change.description).toBe('As it was');
    expect(edited.change.implementer).toBeUndefined();
    expect(edited.change.backoutPlan).toBe(change.backoutPlan);
  });

  it('reads a list to its end, page by page, in every order', async () => {
    const title = 'A page of it';
    for (let i = 0; i < 5; i++) {
      await dana().createChange(
        draft({ title, window: i % 2 ? undefined : windowAround(i, i + 1) }),
      );
    }
    for (const sort of ['updated', 'created', 'window', 'risk'] as const) {
      for (const order of ['asc', 'desc'] as const) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await dana().listChanges({
            q: title,
            sort,
            order,
            limit: 2,
            cursor,
          });
          expect(page.count).toEqual({ value: 5, capped: false });
          seen.push(...page.items.map(c => c.number));
          cursor = page.nextCursor;
        } while (cursor);
        expect(new Set(seen).size).toBe(5);
        expect(seen).toHaveLength(5);
      }
    }
    const { nextCursor } = await dana().listChanges({ limit: 1 });
    for (const cursor of ['nonsense', `${nextCursor}x`]) {
      await expect(
        dana().listChanges({ limit: 1, sort: 'risk', cursor }),
      ).rejects.toMatchObject({ statusCode: 400 });
    }
  });

  it.each(['created', 'submitted', 'approved', 'closed', 'window'] as const)(
    'says which field is wrong when a period ends before it starts: %s',
    async period => {
      await expect(
        dana().listChanges({
          [`${period}From`]: '2026-11-02T00:00:00+01:00',
          [`${period}To`]: '2026-11-01T23:00:00Z',
        }),
      ).rejects.toMatchObject({
        statusCode: 400,
        body: {
          error: {
            problems: [
              {
                field: `${period}To`,
                message: `must be after ${period}From`,
              },
            ],
          },
        },
      });
      await expect(
        dana().listChanges({ [`${period}From`]: '2026-11-02T00:00:00' }),
      ).rejects.toMatchObject({ statusCode: 400 });
    },
  );

  it('filters by state, type, item, people, window and what waits for me', async () => {
    const opened = await dana().createChange(
      request({
        title: 'Filter me',
        type: 'emergency',
        items: [items.web],
        implementer: people.ivan,
        window: windowAround(700, 702),
      }),
    );
    const { number } = opened.change;
    const numbers = async (
      query: ListChangesQuery,
      who: string = people.dana,
    ) => (await portal().as(who).listChanges(query)).items.map(c => c.number);
    const { start, end } = windowAround(701, 703);
    expect(
      await numbers({
        state: ['authorize', 'assess'],
        type: ['emergency'],
        item: [items.web],
        requester: [people.dana],
        implementer: [people.ivan],
        environment: ['production'],
        windowFrom: start,
        windowTo: end,
        onHold: false,
        q: 'me filt',
      }),
    ).toEqual([number]);
    expect(await numbers({ windowFrom: end })).toEqual([]);
    expect(await numbers({ awaitingMyApproval: true }, people.ada)).toContain(
      number,
    );
    expect(await numbers({ awaitingMyApproval: true }, people.dele)).toContain(
      number,
    );
    expect(
      await numbers({ awaitingMyApproval: true }, people.dana),
    ).not.toContain(number);
    await portal().as(people.ada).act(number, 'approve', {
      subjectDigest: opened.change.subjectDigest!,
    });
    expect(
      await numbers({ awaitingMyApproval: true }, people.remy),
    ).not.toContain(number);
  });
});
