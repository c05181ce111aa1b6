import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  ExportChangesQuery,
  MOST_EXPORTED,
} from '@countersign/plugin-change-management-common';
import {
  changeRequestConditions,
  createChangeRequestConditionalDecision,
} from '@countersign/plugin-change-management-node';
import { groups, items, people } from '../__testUtils__/estate';
import { request, usePortal } from '../__testUtils__/portal';

jest.setTimeout(240_000);

/** Ivan reads only what he requested; everybody else may do all. */
const permissions = mockServices.permissions.mock({
  authorize: async requests =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  authorizeConditional: async (requests, options) =>
    requests.map(({ permission }) => {
      const { principal } = (
        options as unknown as {
          credentials: { principal: { userEntityRef?: string } };
        }
      ).credentials;
      return principal.userEntityRef === people.ivan &&
        isResourcePermission(permission, 'change-request')
        ? createChangeRequestConditionalDecision(
            permission,
            changeRequestConditions.isRequester({ claims: [people.ivan] }),
          )
        : { result: AuthorizeResult.ALLOW };
    }),
});

describe('an export of changes', () => {
  const portal = usePortal({ permissions });
  const as = (user: string) => portal().as(user);

  /** Changes as they may stand in the database, many at once. */
  const fill = (from: number, to: number, environment: string) =>
    portal().knex.raw(
      `INSERT INTO changes (id, seq, number, title, type, state, category,
          environment, items, team, requester, source, demo, created_at, updated_at)
        SELECT gen_random_uuid(), n, 'CHG' || lpad(n::text, 7, '0'), 'Change ' || n, 'normal', 'new', 'software',
          ?, ARRAY[?], ?, CASE WHEN n % 7 = 0 THEN ? ELSE ? END, '{"kind": "api"}', false,
          timestamptz '2026-03-01' + n * interval '1 minute', timestamptz '2026-03-01' + (n % 50) * interval '1 minute'
        FROM generate_series(?::int, ?::int) AS n`,
      [
        environment,
        items.bucket,
        groups.checkout,
        people.ivan,
        people.dana,
        from,
        to,
      ],
    );

  const textOf = async (user: string, query: ExportChangesQuery = {}) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      await as(user).exportChanges(query),
    );
  const numbersOf = (text: string) => text.match(/^CHG\d+(?=,)/gm) ?? [];

  beforeAll(() => fill(100_001, 100_450, 'staging'));

  it.each<[string, ExportChangesQuery]>([
    ['all', {}],
    ['the newest first', { sort: 'created' }],
    ['the earliest first', { sort: 'created', order: 'asc' }],
    ['of words', { q: 'change 1001' }],
    ['of nothing', { environment: ['production'], state: ['closed'] }],
  ])('holds what the list shows on all its pages, %s', async (_, query) => {
    for (const user of [people.dana, people.ivan]) {
      const listed: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await as(user).listChanges({
          ...query,
          limit: 200,
          cursor,
        });
        listed.push(...page.items.map(({ number }) => number));
        cursor = page.nextCursor;
      } while (cursor);
      expect(numbersOf(await textOf(user, query))).toEqual(listed);
    }
  });

  it('names its columns, and runs nothing where it is opened', async () => {
    const { change } = await as(people.owen).createChange(
      request({
        title: '=HYPERLINK("https://evil.example", "Click")',
        submit: false,
      }),
    );
    const text = await textOf(people.dana, { requester: [people.owen] });
    const [header, record] = text.split('\r\n');
    expect(header).toBe(
      '\uFEFFnumber,title,type,state,category,environment,items,team,requester,implementer,window_start,window_end,risk_level,risk_score,approval,approval_due,on_hold,closed_as,demo,created,updated',
    );
    expect(record).toMatch(
      new RegExp(
        `^${change.number},"'=HYPERLINK\\(""https://evil.example"", ""Click""\\)",normal,new,`,
      ),
    );
  });

  it('takes no page of a list, and says so', async () => {
    await expect(
      as(people.dana).exportChanges({ limit: 5 } as ExportChangesQuery),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  it('refuses what does not fit rather than to leave something out', async () => {
    await fill(200_001, 200_001 + MOST_EXPORTED, 'development');
    await expect(
      as(people.dana).exportChanges({ environment: ['development'] }),
    ).rejects.toMatchObject({
      statusCode: 400,
      body: { error: { message: expect.stringMatching(/50,000.*Narrow/) } },
    });
    expect(
      numbersOf(
        await textOf(people.dana, {
          environment: ['development'],
          createdTo: '2026-07-18T00:00:00Z',
        }),
      ).length,
    ).toBeLessThan(MOST_EXPORTED);
  });
});
