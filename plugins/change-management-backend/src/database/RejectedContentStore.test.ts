import { randomUUID } from 'node:crypto';
import { people } from '../__testUtils__/estate';
import { request, usePortal } from '../__testUtils__/portal';
import { DeployedContent, RejectedContentStore } from './RejectedContentStore';

jest.setTimeout(240_000);

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, minute));

describe('RejectedContentStore', () => {
  const portal = usePortal();
  const store = new RejectedContentStore();
  let rejections = 0;
  /** What was rejected by each test is its own. */
  const content = (fields: Partial<DeployedContent> = {}): DeployedContent => ({
    environment: `production-${rejections}`,
    items: ['component:default/a', 'component:default/b'],
    planDigest: 'plan',
    commit: 'commit',
    ...fields,
  });
  const rejected = async (fields: Partial<DeployedContent> = {}) => {
    rejections += 1;
    const { change } = await portal()
      .as(people.dana)
      .createChange(request({ submit: false }));
    const approvalId = randomUUID();
    await portal().knex.transaction(trx =>
      store.add(
        trx,
        { approvalId, changeId: change.id, at: at(1) },
        content(fields),
      ),
    );
    return { change, approvalId };
  };
  /** A change that brings this is approved: as its row says. */
  const approved = async (
    fields: Partial<DeployedContent> & { type?: string } = {},
  ) => {
    const { type = 'normal', ...others } = fields;
    const { change } = await portal()
      .as(people.dana)
      .createChange(request({ submit: false }));
    const { environment, items, planDigest, commit } = content(others);
    const row = () => portal().knex('changes').where({ id: change.id });
    await row().update({
      ...{ environment, items: [...items], type },
      plan_digest: planDigest ?? null,
      commit_hash: commit ?? null,
      approved_at: at(3),
    });
    return { withdraw: () => row().update({ approved_at: null }) };
  };
  const asked = (
    fields: Partial<DeployedContent> = {},
    options?: { exceptId?: string; asOf?: Date },
  ) => store.of(portal().knex, content(fields), options);

  it.each<[string, Partial<DeployedContent>, boolean]>([
    ['the plan with another commit', { commit: 'other' }, true],
    ['the plan alone', { commit: undefined }, true],
    ['the commit with another plan', { planDigest: 'other' }, true],
    [
      'one of the items and another',
      { items: ['component:default/b', 'c'] },
      true,
    ],
    ['neither', { commit: 'other', planDigest: 'other' }, false],
    ['nothing', { commit: undefined, planDigest: undefined }, false],
    ['other items', { items: ['component:default/c'] }, false],
    ['another environment', { environment: 'development' }, false],
  ])('knows %s', async (_, fields, known) => {
    const { change } = await rejected();
    expect(await asked(fields)).toEqual(
      known ? [{ number: change.number, at: at(1).toISOString() }] : [],
    );
  });

  it.each<[string, Partial<DeployedContent> & { type?: string }, boolean]>([
    ['exactly that', {}, true],
    ['that for more items', { items: [...content().items, 'c'] }, true],
    ['that for fewer items', { items: ['component:default/a'] }, false],
    ['another plan of the commit', { planDigest: 'other' }, false],
    ['the commit without a plan', { planDigest: undefined }, false],
    ['the plan with another commit', { commit: 'other' }, false],
    ['that for another environment', { environment: 'development' }, false],
    ['that by a template', { type: 'standard' }, false],
  ])('is answered by an approval of %s', async (_, fields, answered) => {
    await rejected();
    await approved(fields);
    expect(await asked()).toHaveLength(answered ? 0 : 1);
  });

  it('does not refuse what was approved since, though it shares a commit or plan with what was rejected', async () => {
    await rejected({ planDigest: 'first' });
    await approved({ planDigest: 'second' });
    expect(await asked({ planDigest: 'second' })).toEqual([]);
    expect(await asked({ planDigest: 'first' })).toHaveLength(1);

    // What ran without a plan was rejected afterwards.
    await rejected({ planDigest: undefined });
    expect(await asked()).toHaveLength(1);
    await approved();
    expect(await asked()).toEqual([]);
  });

  it('stands again once the approval is withdrawn', async () => {
    await rejected();
    const { withdraw } = await approved();
    expect(await asked()).toEqual([]);
    await withdraw();
    expect(await asked()).toHaveLength(1);
  });

  it('knows how it was at a moment, and leaves out the change that asks', async () => {
    const { change } = await rejected();
    await approved();
    expect(await asked({}, { asOf: at(0) })).toEqual([]);
    expect(await asked({}, { asOf: at(2) })).toHaveLength(1);
    expect(await asked({}, { asOf: at(2), exceptId: change.id })).toEqual([]);
    expect(await asked({}, { asOf: at(4) })).toEqual([]);
  });

  it('keeps a rejection as it was', async () => {
    const { approvalId } = await rejected();
    const row = () =>
      portal().knex('rejected_contents').where({ approval_id: approvalId });
    await expect(row().update({ commit_hash: 'other' })).rejects.toThrow(
      /stays as it is/,
    );
    await expect(row().delete()).rejects.toMatchObject({ code: 'CM002' });
    expect(await row()).toHaveLength(1);
  });
});
