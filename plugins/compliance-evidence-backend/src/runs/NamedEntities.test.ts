import { NamedEntities } from './NamedEntities';

describe('the entities that answers name', () => {
  it('are counted by the violations that are about them, however they are spelt', () => {
    const named = new NamedEntities();
    const columns = ['grant_id', 'entity_ref'];
    const violations = { answers: 'violations' } as const;
    named.note(violations, columns, ['G1', 'component:default/ledger']);
    named.note(violations, columns, ['G2', 'Component:default/Ledger']);
    named.note({ answers: 'population' }, columns, [
      'G3',
      'component:default/billing',
    ]);
    named.note(violations, columns, ['G4', null]);
    named.note(violations, columns, ['G5', 'the ledger']);
    named.note(violations, ['grant_id'], ['component:default/other']);
    expect(named.all()).toEqual([
      { entityRef: 'component:default/ledger', violations: 2 },
      { entityRef: 'component:default/billing', violations: 0 },
    ]);
  });
});
