import { CatalogReader } from '@countersign/plugin-cmdb-node';
import {
  AreaPages,
  pluginCaller,
  recordNotification,
} from '@countersign/plugin-governance-node';
import { ReminderStore } from '../database/ReminderStore';
import { DrillJournal, pluginId } from '../unit';
import { PlanReader } from './PlanReader';

/**
 * Tells the owner of a service that a drill of it is due: once, when it becomes so. However long the portal was off, or nobody
 * drilled, what is due is due once, and one drill settles it.
 */
export class DueTeller {
  constructor(
    private readonly options: {
      journal: DrillJournal;
      plan: Pick<PlanReader, 'due'>;
      reminders: ReminderStore;
      catalog: Pick<CatalogReader, 'graph'>;
      pages: AreaPages;
    },
  ) {}

  async look(): Promise<void> {
    const { journal, plan, reminders, catalog, pages } = this.options;
    const [due, graph] = await Promise.all([plan.due(), catalog.graph()]);
    const now = journal.now().toISOString();
    for (const { entity, scenario, dueAt } of due) {
      const item = graph.item(entity);
      const owner = item?.owner;
      if (dueAt > now || item === undefined || owner === undefined) continue;
      await journal.run(pluginCaller(pluginId), async unit => {
        const isNew = await reminders.keep(
          unit.trx,
          { entity, scenario, dueAt },
          unit.now,
        );
        if (!isNew) return;
        const query = new URLSearchParams({ entity });
        unit.tell(
          recordNotification(
            {
              pluginId,
              number: item.title,
              title: `Nobody has drilled ${scenario} of ${entity} in time.`,
              path: `${pages.path()}?${query}`,
            },
            {
              occasion: `due-${scenario}`,
              words: `is due for a drill: ${scenario}`,
              recipients: [owner],
              weight: 'act',
            },
          ),
        );
      });
    }
  }
}
