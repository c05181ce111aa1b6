import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ChangeSummary } from '@countersign/plugin-change-management-common';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { entryDigest } from '@countersign/plugin-governance-common';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import {
  AlertReason,
  ServiceLevelsClient,
} from '@countersign/plugin-service-levels-common';
import { changes } from './changes';
import { SloAlert } from './types';

const HOUR = 3_600_000;

/** What other areas tell of Larkspur: the stories refer to it. */
export class Surroundings {
  readonly #levels: ServiceLevelsClient;

  constructor(
    private readonly options: {
      auth: AuthService;
      discovery: DiscoveryService;
      changes: Pick<ChangeManagementService, 'listChanges'>;
    },
  ) {
    this.#levels = new ServiceLevelsClient({
      baseUrl: () => options.discovery.getBaseUrl('service-levels'),
      fetch,
    });
  }

  /** What is still to come; undefined once all is there. */
  async waitsFor(): Promise<string | undefined> {
    const titles = new Set((await this.#changes()).map(({ title }) => title));
    if (Object.values(changes).some(title => !titles.has(title))) {
      return 'the demo changes';
    }
    const { items } = await this.#levels.listAlerts(
      { limit: 1 },
      await this.#asPlugin(),
    );
    return items.length > 0 ? undefined : 'the demo service levels';
  }

  /** The numbers of the demo changes by their titles, and the time that they lead up to. */
  async changes(): Promise<{ numbers: Map<string, string>; now: Date }> {
    const all = await this.#changes();
    const poisonEvent = all.find(({ title }) => title === changes.poisonEvent);
    if (!poisonEvent?.window) throw new Error('There are no demo changes');
    return {
      numbers: new Map(all.map(({ title, number }) => [title, number])),
      // Its window began four hours before.
      now: new Date(Date.parse(poisonEvent.window.start) + 4 * HOUR),
    };
  }

  /** The alerts of the demo service levels, with what was known when they fired. */
  async alerts(): Promise<SloAlert[]> {
    const asPlugin = await this.#asPlugin();
    const { items } = await this.#levels.listAlerts({ limit: 100 }, asPlugin);
    const found: SloAlert[] = [];
    for (const alert of items) {
      const { component, firedAt, number } = alert;
      if (component && firedAt) {
        const { items: events } = await this.#levels.getAlertTimeline(
          number,
          { limit: 100 },
          asPlugin,
        );
        const told = (type: string) => events.find(each => each.type === type);
        const fired = told('alert.fired');
        found.push({
          ...alert,
          component,
          firedAt,
          entries: {
            fired: digestOf(number, fired),
            resolved: digestOf(number, told('alert.resolved')),
          },
          ...knownThen(fired?.data as AlertReason | undefined),
        });
      }
    }
    return found;
  }

  async #changes(): Promise<ChangeSummary[]> {
    const { items } = await this.options.changes.listChanges({ limit: 200 });
    return items.filter(({ demo, type }) => demo || type === 'retrospective');
  }

  async #asPlugin() {
    const { auth } = this.options;
    return auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'service-levels',
    });
  }
}

/** What an entry of a timeline is known by to records that rely on it. */
function digestOf(
  subject: string,
  event: TimelineEvent | undefined,
): string | undefined {
  if (!event) return undefined;
  const { ledgerIndex, ...entry } = event;
  return entryDigest({ ...entry, subject });
}

function knownThen(
  reason: AlertReason | undefined,
): Pick<SloAlert, 'burnRate' | 'budgetLeft' | 'exhaustedIn'> {
  if (!reason || reason.kind !== 'burn') return {};
  const { long, target, budgetLeft, exhaustedIn } = reason;
  return {
    ...(target !== undefined &&
      long.total > 0 && {
        burnRate: long.bad / long.total / (1 - target),
      }),
    budgetLeft,
    exhaustedIn,
  };
}
