import { configurationItem } from '../__testUtils__/items';
import { ApprovalPolicy } from '../model';
import { requirementsOf } from './requirements';

const policy = (require: ApprovalPolicy['require']) => ({
  name: 'p',
  require,
});
const a = configurationItem('component:default/a', {
  owner: 'group:default/shop',
});
const b = configurationItem('component:default/b', {
  owner: 'group:default/pay',
});

describe('requirementsOf', () => {
  it('asks the owner of every item', () => {
    expect(
      requirementsOf(policy([{ ownersOf: 'items', count: 2 }]), [a, b]),
    ).toEqual([
      {
        group: 'group:default/shop',
        count: 2,
        reason: 'owner of component:default/a',
      },
      {
        group: 'group:default/pay',
        count: 2,
        reason: 'owner of component:default/b',
      },
    ]);
  });

  it('asks a group once, for the highest count, and says every reason', () => {
    const c = configurationItem('component:default/c', { owner: a.owner });
    expect(
      requirementsOf(
        policy([
          { ownersOf: 'items', count: 1 },
          { group: 'group:default/shop', count: 2 },
        ]),
        [a, c],
      ),
    ).toEqual([
      {
        group: 'group:default/shop',
        count: 2,
        reason:
          'owner of component:default/a, owner of component:default/c, policy p',
      },
    ]);
  });

  it('turns a missing owner into a requirement nobody can meet', () => {
    expect(
      requirementsOf(policy([{ ownersOf: 'items', count: 1 }]), [
        configurationItem('component:default/orphan'),
      ]),
    ).toEqual([
      {
        group: 'component:default/orphan',
        count: 1,
        reason: 'component:default/orphan has no owner',
      },
    ]);
  });
});
