import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  changeRequestConditions,
  createChangeRequestConditionalDecision,
} from '@countersign/plugin-change-management-node';
import {
  DashboardAnswer,
  DashboardQuery,
} from '@countersign/plugin-governance-common';
import { testEntity } from '@countersign/plugin-governance-test-utils';
import { estate, groups, items, people } from '../__testUtils__/estate';
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

const company = 'group:default/company';
const shop = 'system:default/shop';
const entities = [
  ...estate(),
  testEntity('Group', 'company', {
    spec: { type: 'organization' },
    relations: [['parentOf', groups.checkout]],
  }),
  testEntity('System', 'shop', { spec: { owner: groups.checkout } }),
  testEntity('Component', 'till', {
    spec: { type: 'service', owner: groups.data, system: 'shop' },
    relations: [
      ['ownedBy', groups.data],
      ['partOf', shop],
    ],
  }),
];
const till = 'component:default/till';

/** A week with 169 hours, and the one before. */
const period: DashboardQuery = {
  previousFrom: '2026-10-19T00:00:00+02:00',
  from: '2026-10-26T00:00:00+01:00',
  to: '2026-11-02T00:00:00+01:00',
};

describe('the figures of changes on the dashboard', () => {
  const portal = usePortal({ permissions, entities });
  let seq = 100_000;

  /** A closed change as it may stand in the database. */
  const closedAt = (
    at: string,
    fields: { team?: string; item?: string; code?: string; type?: string } = {},
  ) => {
    seq += 1;
    return portal().knex.raw(
      `INSERT INTO changes (id, seq, number, title, type, state, category, environment, items, team, requester, source,
         close_code, created_at, updated_at, submitted_at, closed_at)
       VALUES (gen_random_uuid(), ?, ?, 'Closed', ?, 'closed', 'software', 'production', ARRAY[?], ?, ?, '{"kind": "api"}',
         ?, ?, ?, ?, ?)`,
      [
        ...[seq, `CHG${String(seq).padStart(7, '0')}`],
        ...[fields.type ?? 'normal', fields.item ?? items.api],
        ...[fields.team ?? groups.checkout, people.dana],
        ...[fields.code ?? 'successful', at, at, at, at],
      ],
    );
  };
  const ask = (
    query: Partial<DashboardQuery> = {},
    who: string = people.dana,
  ) =>
    portal()
      .as(who)
      .getDashboard({ ...period, ...query });
  const figure = ({ figures }: DashboardAnswer, id: string) =>
    figures.find(each => each.id === id)!;

  beforeAll(async () => {
    // The clocks go back on 25 October in Berlin: both are of the week before.
    await closedAt('2026-10-25T22:59:59.999Z', { code: 'unsuccessful' });
    await closedAt('2026-10-25T01:30:00Z');
    await closedAt('2026-10-25T23:00:00Z');
    await closedAt('2026-10-28T12:00:00Z', { type: 'emergency' });
    await closedAt('2026-10-29T12:00:00Z', { team: groups.data, item: till });
    await closedAt('2026-10-29T12:00:00Z', { code: 'successful_issues' });
    // No longer in the period.
    await closedAt('2026-11-01T23:00:00Z');
    await portal()
      .as(people.ivan)
      .createChange(request({ items: [items.bucket] }));
  });

  it('are of the period that was asked for, beside those of the one before', async () => {
    const answer = await ask();
    expect(figure(answer, 'closed')).toMatchObject({ value: 4, previous: 2 });
    expect(figure(answer, 'successRate')).toMatchObject({
      unit: 'percent',
      value: 75,
      n: 4,
      previous: 50,
    });
    expect(figure(answer, 'emergencyShare')).toMatchObject({
      value: 25,
      previous: 0,
    });
  });

  it('are as many as their list has, also where it is narrowed', async () => {
    for (const query of [{}, { team: [company] }, { system: [shop] }]) {
      const { figures } = await ask(query);
      for (const { id, list, value, n, unit } of figures) {
        const { count } = await portal().as(people.dana).listChanges(list);
        expect({ id, count: count.value }).toEqual({
          id,
          count: unit === 'percent' ? n : value,
        });
      }
    }
  });

  it('are of a group with all below it, and of what belongs to a system', async () => {
    const closed = async (query: Partial<DashboardQuery>) =>
      figure(await ask(query), 'closed').value;
    expect(await closed({ team: [company] })).toBe(3);
    expect(await closed({ team: [groups.data] })).toBe(1);
    expect(await closed({ system: [shop] })).toBe(1);
    expect(await closed({ system: [shop], team: [company] })).toBe(0);
    expect(await closed({ team: ['group:default/nobody'] })).toBe(0);
  });

  it('have no rate where there is nothing to divide by', async () => {
    const answer = await ask({ team: ['group:default/nobody'] });
    const { value, previous, n } = figure(answer, 'successRate');
    expect([value, previous, n]).toEqual([undefined, undefined, 0]);
  });

  it('are of what their reader may see', async () => {
    const answer = await ask({}, people.ivan);
    expect(figure(answer, 'closed').value).toBe(0);
    expect(figure(answer, 'thisWeek').value).toBe(1);
    expect(figure(await ask(), 'thisWeek').value).toBe(1);
  });

  it('refuse a period that ends before it begins', async () => {
    await expect(ask({ to: period.previousFrom })).rejects.toMatchObject({
      response: { status: 400 },
    });
  });
});
