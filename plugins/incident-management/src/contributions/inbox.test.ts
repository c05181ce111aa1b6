import { ApiHolder } from '@backstage/frontend-plugin-api';
import {
  IncidentPage,
  ListIncidents,
} from '@countersign/plugin-incident-management-common';
import { declared, FakeIncidents } from '../__testUtils__/FakeIncidents';
import { incidentManagementApiRef } from '../api';
import { loadInbox } from './inbox';

const kenji = 'user:default/kenji';

/** Lists the moderate incidents for which somebody looks: those of the teams, and those that page. */
class Listed extends FakeIncidents {
  readonly #paging: readonly string[];

  constructor(numbers: readonly string[], paging: readonly string[]) {
    super(
      numbers.map(number =>
        declared({ impact: 'medium', urgency: 'medium' }, number),
      ),
    );
    this.#paging = paging;
  }

  async listIncidents(query: ListIncidents = {}): Promise<IncidentPage> {
    const page = await super.listIncidents(query);
    const items = query.paged
      ? page.items.filter(({ number }) => this.#paging.includes(number))
      : page.items;
    return { ...page, items };
  }
}

it('an incident that pages its reader is due before what only waits, however moderate it is', async () => {
  const api = new Listed(['INC0000007', 'INC0000008'], ['INC0000008']);
  const { items } = await loadInbox({
    apis: {
      get: ref => (ref.id === incidentManagementApiRef.id ? api : undefined),
    } as ApiHolder,
    signal: new AbortController().signal,
    user: kenji,
    teams: [],
  });
  expect(
    items.map(({ record, dueAt, since }) => ({
      record,
      due: dueAt && dueAt === since,
    })),
  ).toEqual([
    { record: 'INC0000007', due: undefined },
    { record: 'INC0000008', due: true },
  ]);
});
