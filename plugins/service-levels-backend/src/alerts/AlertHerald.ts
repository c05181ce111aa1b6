import {
  AreaPages,
  OutboxMessage,
  recordNotification,
  Unit,
} from '@countersign/plugin-governance-node';
import {
  ALERT_EVENT_TOPIC,
  alertmanagerMessage,
  AlertNews,
  AlertEventMessage,
  AlertHappening,
  newsDetail,
  newsWords,
  phasesOf,
  ServiceLevelEntries,
} from '@countersign/plugin-service-levels-common';
import { AlertStore, StoredAlert } from '../database/AlertStore';

/** What is told of an alert, before its link is known. */
export type AlertTiding = Omit<AlertNews, 'link'> & {
  /** Of the ledger entry that is told: a message that is sent again has it. */
  entry: string;
  /** Names of webhook targets that its definition refers to. */
  targets: readonly string[];
};

/** Targets that configuration names, and which of them get every alert. */
export interface AlertTargets {
  all: readonly string[];
  named: ReadonlySet<string>;
}

/**
 * Tells the world what becomes of alerts: the owner by notification (and with it by mail and Slack), whoever listens by an event, and
 * webhook targets in Alertmanager's form. All of it goes out after the transaction that decided it, at least once.
 */
export class AlertHerald {
  constructor(
    private readonly options: {
      pages: AreaPages;
      alerts: AlertStore;
      targets: AlertTargets;
    },
  ) {}

  /** Tells what no evaluation came to: somebody takes care of it, or what it is about is gone. */
  async tellOf(
    unit: Unit<ServiceLevelEntries>,
    { alert, objective, kind, entry }: StoredAlert & { entry: string },
    happening: AlertHappening,
  ): Promise<void> {
    const about = await this.options.alerts.subject(unit.trx, objective);
    this.tell(unit, {
      ...about,
      ...{ entry, happening, objective, kind },
      number: alert.id,
      window: alert.window,
      phases: phasesOf(alert, undefined),
      ...(alert.acknowledged && { acknowledgedBy: alert.acknowledged.by }),
    });
  }

  tell(
    unit: Unit<ServiceLevelEntries>,
    { targets, entry: id, ...tiding }: AlertTiding,
  ): void {
    const { pages } = this.options;
    const { objective, owner, happening } = tiding;
    const news: AlertNews = {
      ...tiding,
      link: pages.url('objectives', objective),
      ...(tiding.runbook?.startsWith('/') && {
        runbook: pages.portalUrl(tiding.runbook),
      }),
    };
    unit.tell(eventOf(news, { id, digest: unit.digestOf(id), now: unit.now }));
    if (happening === 'acknowledged') return;
    if (owner) {
      const path = pages.path('alerts', news.number);
      unit.tell(notificationOf(news, { owner, path }));
    }
    for (const target of this.#targetsOf(targets)) {
      unit.tell({
        kind: 'webhook',
        id: `${id}.${target}`,
        target,
        body: JSON.parse(
          JSON.stringify(
            alertmanagerMessage(news, {
              receiver: target,
              externalURL: pages.url(),
            }),
          ),
        ),
      });
    }
  }

  #targetsOf(referred: readonly string[]): string[] {
    const { all, named } = this.options.targets;
    return [...new Set([...all, ...referred.filter(name => named.has(name))])];
  }
}

function notificationOf(
  news: AlertNews,
  { owner, path }: { owner: string; path: string },
): OutboxMessage {
  const { number, phases, happening } = news;
  return recordNotification(
    {
      pluginId: 'service-levels',
      number,
      title: newsDetail(news),
      urgent: phases.at(-1)?.severity === 'page',
      path,
    },
    {
      occasion: 'alert',
      recipients: [owner],
      words: newsWords(news),
      weight: happening === 'resolved' ? 'done' : 'act',
    },
  );
}

function eventOf(
  data: AlertNews,
  { id, digest, now }: { id: string; digest: string; now: Date },
): OutboxMessage {
  const payload: AlertEventMessage = {
    specversion: '1.0',
    id,
    source: '/service-levels',
    type: `countersign.alert.${data.happening}`,
    subject: data.number,
    time: now.toISOString(),
    datacontenttype: 'application/json',
    entrydigest: digest,
    data,
  };
  return { kind: 'event', topic: ALERT_EVENT_TOPIC, payload };
}
