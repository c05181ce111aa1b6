import {
  listChangesQuerySchema,
  ListsBehind,
} from '@countersign/plugin-change-management-common';
import { queryString } from '@countersign/plugin-governance-common';
import {
  changeFilters,
  listQuery,
  readFilters,
  writeFilters,
} from './listFilters';

const lists = new ListsBehind({
  from: '2026-10-01T00:00:00.000Z',
  to: '2026-11-01T00:00:00.000Z',
  team: ['group:default/payments', 'group:default/platform'],
  environment: ['production'],
  includesDemo: false,
});
const slice = lists.ofTeam('group:default/payments');

describe('the address of the list', () => {
  it.each([
    slice.successRate.n,
    slice.successRate.count,
    slice.leadTimeToApproval.n,
    slice.emergencyShare.n,
    slice.emergencyShare.count,
    lists.ofRisk('high').successRate.count,
    lists.ofBand('very_high').failed,
    lists.ofWeek('2026-W42')!.opened,
    { windowFrom: '2026-11-24T22:00:00.000+01:00' },
    { implementer: ['user:default/ivan'], demo: true },
  ])('asks the server for what a link to it means: %j', query => {
    const address = new URLSearchParams(queryString(query));
    const asked = listQuery(readFilters(address));
    expect(listChangesQuerySchema.parse(asked)).toEqual({
      ...listChangesQuerySchema.parse(query),
      limit: 50,
    });
    // Going to another page writes the address anew.
    expect(readFilters(writeFilters(readFilters(address)))).toEqual(
      readFilters(address),
    );
  });

  it('passes over an instant that is none', () => {
    const filters = readFilters(new URLSearchParams('closedFrom=soon'));
    expect(filters.periods).toEqual({});
  });

  it('follows the period with its order until another is chosen', () => {
    const filters = readFilters(new URLSearchParams());
    const closed = { closed: { from: '2026-10-01T00:00:00.000Z' } };
    expect(changeFilters(filters, { periods: closed }).sort).toBe('closed');
    const byRisk = changeFilters(filters, { sort: 'risk' });
    expect(changeFilters(byRisk, { periods: closed }).sort).toBe('risk');
    const narrowed = changeFilters(filters, { periods: closed });
    expect(changeFilters(narrowed, { periods: {} }).sort).toBe('updated');
  });
});
