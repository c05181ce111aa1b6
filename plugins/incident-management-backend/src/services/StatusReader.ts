import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { groupedBy } from '@countersign/plugin-governance-common';
import { Caller } from '@countersign/plugin-governance-node';
import {
  STATUS_DAYS,
  StatusPage,
  statusPage,
  StatusSystem,
} from '@countersign/plugin-incident-management-common';
import { IncidentAccess } from '../access/IncidentAccess';
import { StatusStore } from '../database/StatusStore';
import { ChangeCalendar } from '../intake/ChangeCalendar';
import { IncidentJournal } from './IncidentKeeper';

const DAY = 86_400_000;

/** How systems stand, for whoever asks: of what they may not see, nothing counts. */
export class StatusReader {
  constructor(
    private readonly options: {
      journal: IncidentJournal;
      access: IncidentAccess;
      catalog: CatalogReader;
      calendar: ChangeCalendar;
      store: StatusStore;
    },
  ) {}

  async page(caller: Caller): Promise<StatusPage> {
    const { journal, access, catalog, calendar, store } = this.options;
    const { rights, groups } = await access.reader(caller);
    rights.demandReading();
    const now = journal.now();
    const since = new Date(now.getTime() - STATUS_DAYS * DAY);
    const [graph, planned, incidents] = await Promise.all([
      catalog.graph(),
      calendar.around(now),
      store.incidents(journal.knex, since, {
        readable: rights.readable,
        groups,
      }),
    ]);
    return statusPage(
      {
        systems: systemsOf(graph),
        incidents,
        changes: planned.isKnown ? planned.changes : undefined,
      },
      now.toISOString(),
    );
  }
}

function systemsOf(graph: CmdbGraph): StatusSystem[] {
  const items = [...graph.items()];
  const parts = groupedBy(items, ({ system }) => system);
  return items
    .filter(({ kind }) => kind === 'System')
    .map(({ entityRef, title, owner }) => ({
      ...{ entityRef, title },
      ...(owner !== undefined && { owner }),
      parts: (parts.get(entityRef) ?? [])
        .map(part => part.entityRef)
        .filter(ref => ref !== entityRef),
    }));
}
