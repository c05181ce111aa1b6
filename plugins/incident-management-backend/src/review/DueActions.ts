import { LoggerService } from '@backstage/backend-plugin-api';
import {
  pluginCaller,
  Pulse,
  recordNotification,
} from '@countersign/plugin-governance-node';
import { ActionItemStore, DueAction } from '../database/ActionItemStore';
import { IncidentJournal } from '../services/IncidentKeeper';
import { PRIVATE_WORDS } from '../services/privateWords';

const AT_ONCE = 100;
const pluginId = 'incident-management';
const system = pluginCaller(pluginId);

/** Tells whoever owns an action item that it is due: once for each time that it is due at, whichever replica comes first. */
export class DueActions {
  readonly #journal: IncidentJournal;
  readonly #items: ActionItemStore;
  readonly #pulse: Pulse;

  constructor(options: { journal: IncidentJournal; logger: LoggerService }) {
    this.#journal = options.journal;
    this.#items = new ActionItemStore();
    this.#pulse = new Pulse({
      work: () => this.work(),
      failure: 'Owners of action items that are due could not be told',
      logger: options.logger,
    });
  }

  start(): void {
    this.#pulse.start();
  }

  async stop(): Promise<void> {
    await this.#pulse.stop();
  }

  /** Tells whom it is time to tell: for whoever sets the clock. */
  async work(): Promise<void> {
    let told = AT_ONCE;
    while (told === AT_ONCE && !this.#pulse.stopping) {
      told = await this.#journal.run(system, async unit => {
        const due = await this.#items.takeDue(unit.trx, unit.now, AT_ONCE);
        unit.tell(...due.map(notificationOf));
        return due.length;
      });
    }
  }
}

function notificationOf({ number, id, owner, text, isPrivate }: DueAction) {
  return recordNotification(
    // Whoever owns it may have left the group that sees it.
    { pluginId, number, title: isPrivate ? PRIVATE_WORDS : text },
    {
      occasion: `action-due-${id}`,
      recipients: [owner],
      words: 'has an action item of yours that is due',
      weight: 'act',
    },
  );
}
