import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { remembered } from '@countersign/plugin-governance-common';
import {
  AlertSignal,
  foldSignal,
  groupKeyOf,
  IntakeKind,
  MappingRule,
  mapSignal,
  newsOf,
  readPayload,
  readServiceLevels,
  ReadPayload,
  signalView,
  standingOf,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';
import {
  AlertEvent,
  AlertStore,
  newAlertId,
  StoredAlert,
} from '../database/AlertStore';
import { DeadLetterStore, NewDeadLetter } from '../database/DeadLetterStore';
import { DeliveryStore, StoredDelivery } from '../database/DeliveryStore';
import { GroupStore, NewGroup } from '../database/GroupStore';
import { HealthNews, HealthStore } from '../database/HealthStore';
import {
  KeptPayload,
  payloadDigest,
  PayloadStore,
} from '../database/PayloadStore';
import { masked } from './masking';

/** The alerts of this portal itself, by the name of their integration and of their kind. */
export const SERVICE_LEVELS = 'service-levels';

interface Arrived {
  signal: AlertSignal;
  delivery: StoredDelivery;
}

/** Reads deliveries: folds their signals into alerts, and puts aside what cannot be read. One transaction a batch. */
export class SignalKeeper {
  readonly #deliveries: DeliveryStore;
  readonly #alerts: AlertStore;
  readonly #groups: GroupStore;
  readonly #deadLetters: DeadLetterStore;
  readonly #health: HealthStore;
  readonly #payloads: PayloadStore;
  readonly #rules: readonly MappingRule[];

  constructor(options: {
    deliveries: DeliveryStore;
    alerts: AlertStore;
    groups: GroupStore;
    deadLetters: DeadLetterStore;
    health: HealthStore;
    payloads: PayloadStore;
    rules: readonly MappingRule[];
  }) {
    this.#deliveries = options.deliveries;
    this.#alerts = options.alerts;
    this.#groups = options.groups;
    this.#deadLetters = options.deadLetters;
    this.#health = options.health;
    this.#payloads = options.payloads;
    this.#rules = options.rules;
  }

  /** Takes in what was delivered, all of it or nothing, and takes it off the queue. */
  async keep(
    trx: Knex.Transaction,
    deliveries: readonly StoredDelivery[],
    graph: Pick<CmdbGraph, 'has'>,
    now: Date,
  ): Promise<void> {
    const arrived: Arrived[] = [];
    const letters: NewDeadLetter[] = [];
    const health: HealthNews[] = [];
    for (const delivery of deliveries) {
      const { signals, problems, notes } = read(delivery);
      const { integration, kind, body, receivedAt } = delivery;
      if (problems.length > 0) {
        letters.push({
          body: masked(body),
          problems,
          ...{ integration, kind, receivedAt },
        });
      }
      health.push({
        integration,
        receivedAt,
        isTest: signals.some(({ status }) => status === 'test'),
        notes,
      });
      for (const signal of signals) {
        if (signal.status !== 'test') arrived.push({ signal, delivery });
      }
    }
    await this.#deadLetters.add(trx, letters);
    await this.#health.note(trx, health);
    await this.#fold(trx, arrived, graph, now);
    await this.#deliveries.remove(trx, deliveries);
  }

  async #fold(
    trx: Knex.Transaction,
    arrived: readonly Arrived[],
    graph: Pick<CmdbGraph, 'has'>,
    now: Date,
  ): Promise<void> {
    const identityOf = ({ signal, delivery }: Arrived) =>
      JSON.stringify([delivery.integration, signal.key]);
    const known = new Map(
      (
        await this.#alerts.find(trx, [
          ...new Map(
            arrived.map(each => [
              identityOf(each),
              {
                integration: each.delivery.integration,
                key: each.signal.key,
              },
            ]),
          ).values(),
        ])
      ).map(alert => [JSON.stringify([alert.integration, alert.key]), alert]),
    );
    const newGroups = new Map<string, NewGroup>();
    const placed = new Map<string, { alert: Draft; groupKey?: string }>();
    const events: AlertEvent[] = [];
    const payloadOf = remembered(kept);
    const payloads = new Map<string, KeptPayload>();
    for (const each of arrived) {
      const identity = identityOf(each);
      const before = placed.get(identity)?.alert ?? known.get(identity);
      const { alert, event } = folded(before, each);
      if (event?.news === 'began') {
        const payload = payloadOf(each.delivery);
        payloads.set(payload.digest, payload);
        alert.payload = payload.digest;
        event.payload = payload.digest;
      }
      let groupKey = placed.get(identity)?.groupKey;
      if (!groupKey && (!before?.groupId || isSettled(before))) {
        const group = this.#groupOf(each, graph);
        newGroups.set(group.key, newGroups.get(group.key) ?? group);
        groupKey = group.key;
      }
      placed.set(identity, { alert, groupKey });
      if (event) events.push({ ...event, alertId: alert.id });
    }
    // Groups are locked before alerts, as whoever judges them does.
    const ids = await this.#groups.touch(trx, [...newGroups.values()], now);
    const all = [...placed.values()].map(({ alert, groupKey }) => ({
      ...alert,
      groupId: (groupKey && ids.get(groupKey)) ?? alert.groupId ?? '',
    }));
    await this.#groups.touchIds(
      trx,
      [
        ...new Set([
          ...all.map(({ groupId }) => groupId),
          // One that an alert has left has one alert fewer.
          ...[...known.values()].map(({ groupId }) => groupId),
        ]),
      ].filter(id => ![...ids.values()].includes(id)),
      now,
    );
    await this.#payloads.keep(trx, [...payloads.values()]);
    await this.#alerts.save(trx, all);
    await this.#alerts.addEvents(trx, events);
  }

  #groupOf(
    { signal, delivery }: Arrived,
    graph: Pick<CmdbGraph, 'has'>,
  ): NewGroup {
    const { integration, kind } = delivery;
    const { entityRef } = mapSignal(
      signalView(signal, { integration, kind }),
      this.#rules,
      ref => graph.has(ref),
    );
    const { condition, title } = signal;
    return {
      key: groupKeyOf({ entityRef, condition, integration }),
      ...{ entityRef, condition, integration, title },
    };
  }
}

/** What is kept of a delivery by which alerts began. */
function kept({
  integration,
  kind,
  body: received,
  receivedAt,
}: StoredDelivery): KeptPayload {
  const body = masked(received);
  return { digest: payloadDigest(body), integration, kind, body, receivedAt };
}

type Draft = Omit<StoredAlert, 'groupId'> & { groupId?: string };

/** What is over, also for its incident: when it fires again it may be about another entity. */
function isSettled({ life, toldAt }: Draft): boolean {
  const { state } = standingOf(life);
  return toldAt === undefined && state !== 'firing' && state !== 'acknowledged';
}

function folded(
  before: Draft | undefined,
  { signal, delivery }: Arrived,
): { alert: Draft; event?: Omit<AlertEvent, 'alertId'> } {
  const { receivedAt, integration, kind } = delivery;
  const arrived = { ...signal, receivedAt: receivedAt.toISOString() };
  const life = foldSignal(before?.life, arrived);
  const news = newsOf(before?.life, life, signal);
  const standing = standingOf(life);
  const isLatest = !before || receivedAt >= before.receivedAt;
  const episode = new Date(
    standing.state === 'unknown' ? receivedAt : standing.startedAt,
  );
  return {
    alert: {
      id: before?.id ?? newAlertId(),
      integration,
      kind,
      key: signal.key,
      groupId: before?.groupId,
      life,
      signal: isLatest
        ? filled(signal, before?.signal)
        : filled(before!.signal, signal),
      signals: (before?.signals ?? 0) + 1,
      firstReceivedAt:
        before && before.firstReceivedAt < receivedAt
          ? before.firstReceivedAt
          : receivedAt,
      receivedAt: isLatest ? receivedAt : before!.receivedAt,
      toldAt: before?.toldAt,
      payload: before?.payload,
    },
    ...(news !== 'repeated' && { event: { episode, news, at: receivedAt } }),
  };
}

/** Senders leave out at the end what they said at the beginning: the last that was said stays. */
function filled(
  signal: AlertSignal,
  other: AlertSignal | undefined,
): AlertSignal {
  if (!other) return signal;
  const isEmpty = (words: object) => Object.keys(words).length === 0;
  const keep = <K extends 'values' | 'labels' | 'annotations' | 'resource'>(
    name: K,
  ) => (isEmpty(signal[name]) ? other[name] : signal[name]);
  return {
    ...signal,
    severity: signal.severity ?? other.severity,
    text: signal.text || other.text,
    values: keep('values'),
    labels: keep('labels'),
    annotations: keep('annotations'),
    resource: keep('resource'),
    links: signal.links.length > 0 ? signal.links : other.links,
    hints: signal.hints.length > 0 ? signal.hints : other.hints,
  };
}

/** What a delivery says. */
function read({ kind, body }: StoredDelivery): ReadPayload {
  let payload: unknown;
  try {
    payload = JSON.parse(body);
  } catch {
    return {
      signals: [],
      problems: ['The body is no JSON. Was it cut off on its way?'],
      notes: [],
    };
  }
  return kind === SERVICE_LEVELS
    ? readServiceLevels(payload)
    : readPayload(kind as IntakeKind, payload);
}
