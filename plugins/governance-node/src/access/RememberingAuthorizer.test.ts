import { createPermission } from '@backstage/plugin-permission-common';
import { Caller } from './Caller';
import { RememberingAuthorizer } from './RememberingAuthorizer';

const gateAskPermission = createPermission({
  name: 'test.gate.ask',
  attributes: {},
});
const dana: Caller = { kind: 'user', ref: 'user:default/dana' };
const owen: Caller = { kind: 'user', ref: 'user:default/owen' };

function setup() {
  const state = { now: 0, allowed: true };
  const asked = {
    rights: jest.fn(async () => ({ readsNothing: false })),
    demand: jest.fn(async () => {
      if (!state.allowed) throw new Error('no');
    }),
  };
  const authorizer = new RememberingAuthorizer(asked, () => state.now);
  return { state, asked, authorizer };
}

describe('RememberingAuthorizer', () => {
  it('asks once for what one caller does at the same time and soon after, and for each caller', async () => {
    const { state, asked, authorizer } = setup();
    await Promise.all([authorizer.rights(dana), authorizer.rights(dana)]);
    state.now = 1999;
    await authorizer.rights(dana);
    expect(asked.rights).toHaveBeenCalledTimes(1);
    await authorizer.rights(owen);
    await authorizer.rights({ ...dana, via: 'plugin:mcp-actions' });
    await authorizer.rights({ kind: 'service', ref: dana.ref });
    expect(asked.rights).toHaveBeenCalledTimes(4);
  });

  it('asks again after two seconds: what was taken away is gone by then', async () => {
    const { state, authorizer } = setup();
    await authorizer.demand(dana, gateAskPermission);
    state.allowed = false;
    state.now = 1999;
    await authorizer.demand(dana, gateAskPermission);
    state.now = 2000;
    await expect(authorizer.demand(dana, gateAskPermission)).rejects.toThrow(
      'no',
    );
  });

  it('does not remember a refusal', async () => {
    const { state, authorizer } = setup();
    state.allowed = false;
    await expect(authorizer.demand(dana, gateAskPermission)).rejects.toThrow();
    state.allowed = true;
    await authorizer.demand(dana, gateAskPermission);
  });
});
