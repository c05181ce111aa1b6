import { ApiHolder } from '@backstage/frontend-plugin-api';
import { ChangeSummary } from '@countersign/plugin-change-management-common';
import { FakeChangeManagementApi } from '../../dev/FakeChangeManagementApi';
import { changeManagementApiRef } from '../api';
import { loadInbox, nextTask } from './inbox';

const now = Date.parse('2026-11-26T12:00:00.000Z');
const hour = 3_600_000;
const at = (offset: number) => new Date(now + offset * hour).toISOString();

async function change(part: Partial<ChangeSummary>): Promise<ChangeSummary> {
  const { items } = await new FakeChangeManagementApi().listChanges({});
  return {
    ...items[0],
    requester: 'user:default/dana',
    implementer: undefined,
    onHold: false,
    window: { start: at(-1), end: at(1) },
    ...part,
  };
}

describe('what a change needs next', () => {
  it.each<[Partial<ChangeSummary>, string, ReturnType<typeof nextTask>]>([
    [{ state: 'new' }, 'dana', ['submit']],
    [{ state: 'assess' }, 'dana', ['resolve', at(-1)]],
    // It waits for others.
    [{ state: 'authorize' }, 'dana', []],
    [
      { state: 'authorize', approvalStatus: 'changes_requested' },
      'dana',
      ['revise', at(-1)],
    ],
    [{ state: 'scheduled' }, 'dana', ['start', at(1)]],
    [{ state: 'scheduled', window: { start: at(1), end: at(2) } }, 'dana', []],
    [{ state: 'implement' }, 'dana', ['complete', at(1)]],
    [{ state: 'implement', implementer: 'user:default/oscar' }, 'dana', []],
    [
      { state: 'implement', implementer: 'user:default/oscar' },
      'oscar',
      ['complete', at(1)],
    ],
    [{ state: 'review' }, 'dana', ['close']],
    [{ state: 'scheduled', onHold: true }, 'dana', ['resume']],
    [{ state: 'closed' }, 'dana', []],
  ])('%j, for %s: %j', async (part, user, task) => {
    expect(nextTask(await change(part), `user:default/${user}`, now)).toEqual(
      task,
    );
  });
});

describe('loadInbox', () => {
  it('lists a change that waits in two ways twice, and one found twice once', async () => {
    const api = new FakeChangeManagementApi();
    const user = 'user:default/dana';
    const mine = await change({ state: 'implement', implementer: user });
    const due = at(-2);
    const emergency = await change({
      number: 'CHG0000900',
      state: 'implement',
      requester: 'user:default/kenji',
      approvalStatus: 'due',
      approvalDueAt: due,
    });
    jest.spyOn(api, 'listChanges').mockImplementation(async query => ({
      items: query?.awaitingMyApproval ? [emergency, mine] : [mine],
      count: { value: 2, capped: false },
    }));
    const apis: ApiHolder = {
      get: ref =>
        ref.id === changeManagementApiRef.id ? (api as never) : undefined,
    };

    const { items } = await loadInbox({
      apis,
      user,
      teams: [],
      signal: new AbortController().signal,
    });

    expect(items.map(({ id, dueAt }) => [id, dueAt])).toEqual([
      ['CHG0000900/approve', due],
      [`${mine.number}/approve`, mine.window?.start],
      [`${mine.number}/complete`, mine.window?.end],
    ]);
  });
});
