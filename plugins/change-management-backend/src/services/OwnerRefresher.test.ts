import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  changeRequestConditions,
  createChangeRequestConditionalDecision,
} from '@countersign/plugin-change-management-node';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { OwnerStore, writeOwners } from '../database/OwnerStore';
import { estate, groups, items, people } from '../__testUtils__/estate';
import {
  Portal,
  request,
  startPortal,
  windowAround,
} from '../__testUtils__/portal';

jest.setTimeout(240_000);

/** Everybody reads what the data team owns, and nothing else. */
const permissions = mockServices.permissions.mock({
  authorize: async requests =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  authorizeConditional: async requests =>
    requests.map(({ permission }) =>
      permission.attributes.action === 'read' &&
      isResourcePermission(permission, 'change-request')
        ? createChangeRequestConditionalDecision(
            permission,
            changeRequestConditions.isOwnerOfCi({ claims: [groups.data] }),
          )
        : { result: AuthorizeResult.ALLOW },
    ),
});

const refOf = (kind: string, name: string) =>
  `${kind.toLowerCase()}:default/${name}`;

/** The estate after the data team took over the bucket of receipts, and without the web shop. */
const later = () =>
  estate()
    .filter(({ kind, metadata }) => items.web !== refOf(kind, metadata.name))
    .map(
      (entity): Entity =>
        refOf(entity.kind, entity.metadata.name) === items.bucket
          ? {
              ...entity,
              spec: { ...entity.spec, owner: groups.data },
              relations: [{ type: 'ownedBy', targetRef: groups.data }],
            }
          : entity,
    );

describe('when the owner of a configuration item changes', () => {
  const portals: Portal[] = [];
  afterAll(async () => {
    for (const portal of portals) await portal.stop();
  });
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('open changes are those of the new owner, without a new version', async () => {
    const before = await startPortal(databases);
    portals.push(before);
    const { knex } = before;
    const dana = before.as(people.dana);
    const open = async (title: string, item: string, hour: number) => {
      const { change } = await dana.createChange(
        request({
          title,
          items: [item],
          window: windowAround(hour, hour + 1),
          submit: false,
        }),
      );
      return change;
    };
    const moved = await open('Moved', items.bucket, 10);
    const gone = await open('Item gone', items.web, 20);
    const canceled = await open('Canceled', items.bucket, 30);
    await dana.act(canceled.number, 'cancel', {
      version: canceled.version,
      reason: 'Not needed.',
    });
    const ownersBefore = await knex('changes').pluck('item_owners');
    expect(ownersBefore.flat()).not.toContain(groups.data);

    const after = await startPortal(databases, {
      knex,
      entities: later(),
      permissions,
    });
    portals.push(after);
    const ownersOf = async ({ number }: { number: string }) =>
      (await knex('changes').where({ number }).first()).item_owners;
    await eventually(async () =>
      expect(await ownersOf(moved)).toEqual([groups.data]),
    );
    const { items: readable } = await after.as(people.owen).listChanges();
    expect(readable.map(({ number }) => number)).toEqual([moved.number]);
    const { change } = await after.as(people.owen).getChange(moved.number);
    expect(change.version).toBe(moved.version);
    // Nobody knows better for these.
    expect(await ownersOf(gone)).toEqual([groups.checkout]);
    expect(await ownersOf(canceled)).toEqual([groups.checkout]);
  });

  it('holds nobody up, and takes a change that somebody holds the next time', async () => {
    const portal = await startPortal(databases);
    const { knex } = portal;
    const dana = portal.as(people.dana);
    const numbers: string[] = [];
    for (const hour of [10, 20]) {
      const { change } = await dana.createChange(
        request({ window: windowAround(hour, hour + 1), submit: false }),
      );
      numbers.push(change.number);
    }
    const [held] = numbers;
    // Its own task would write the catalog's owners again.
    await portal.stop();
    const rows = () =>
      knex('changes').whereIn('number', numbers).orderBy('number');
    const owners = async () => (await rows()).map(row => row.item_owners);
    const store = new OwnerStore();
    const refresh = async () => {
      const all = await store.ofOpen(knex);
      const stale = all.filter(({ owners: [owner] }) => owner !== groups.data);
      return store.refresh(
        knex,
        stale.map(owned => ({ ...owned, now: [groups.data] })),
      );
    };

    const before = await owners();
    const trx = await knex.transaction();
    await trx('changes').where({ number: held }).forUpdate();
    expect(await refresh()).toBe(1);
    expect(await owners()).toEqual([before[0], [groups.data]]);
    await trx.rollback();

    expect(await refresh()).toBe(1);
    expect(await owners()).toEqual([[groups.data], [groups.data]]);
    expect(await refresh()).toBe(0);
    expect(await store.ofOpen(knex)).toHaveLength(1);

    // Somebody who knew more wrote other owners, or other items, after it was read.
    const [one, two] = await rows();
    const stale = ({ id, items: theirs }: typeof one) => ({
      ...{ id, items: theirs, owners: [groups.data], now: [groups.checkout] },
    });
    await knex('changes')
      .where({ id: two.id })
      .update({ item_owners: [groups.approvers] });
    expect(
      await writeOwners(knex, [
        { ...stale(one), items: [items.web] },
        stale(two),
      ]),
    ).toEqual([]);
    expect(await writeOwners(knex, [stale(one), stale(two)])).toEqual([one.id]);
    expect(await owners()).toEqual([[groups.checkout], [groups.approvers]]);
  });
});
