import { randomUUID } from 'crypto';
import { ChangeManagementClient } from '@countersign/plugin-change-management-common';
import { IncidentClient } from '@countersign/plugin-incident-management-common';
import { cardQuestions } from './cardQuestions';
import { dashboardPage } from './dashboardQuestions';
import { Portal } from './startPortal';

/** How often in an hour, by what is done. */
const hourly = {
  /** A page of an entity with all its cards. */
  entity: 200,
  list: 200,
  dashboard: 30,
  gate: 60,
  /** Sent by a monitoring system: some begin, some end. */
  alert: 120,
  /** From its declaration until it is resolved. */
  incident: 6,
  /** Opened and called off again. */
  change: 10,
} as const;
type Deed = keyof typeof hourly;

const lists = [
  '/change-management/changes',
  '/change-management/changes?state=scheduled',
  '/incident-management/incidents?open=true',
  '/incident-management/problems',
  '/incident-management/alerts',
  '/service-levels/objectives',
  '/service-levels/alerts',
  '/compliance-evidence/runs',
  '/compliance-evidence/findings',
  '/chaos-drills/drills',
  '/chaos-drills/plan',
];

/** The name and the bearer of whoever sends alerts. */
export const sender = { name: 'monitoring', bearer: 'of-the-benchmark' };

/** Who uses the portal, and what they look at. */
export interface Users {
  developer: string;
  onCall: string;
  /** References of entities, as often as they are looked at. */
  entities: (i: number) => string;
}

/** What people, pipelines and monitoring do with a portal in an hour, in an order that is always the same. */
export function deedsOfAnHour(): Deed[] {
  return (Object.entries(hourly) as [Deed, number][])
    .flatMap(([deed, times]) =>
      Array.from({ length: times }, (_, i) => ({
        deed,
        at: (i + 0.5) / times,
      })),
    )
    .sort((a, b) => a.at - b.at)
    .map(({ deed }) => deed);
}

/** Does what is asked for, each time with something else. */
export class Traffic {
  /** As long as people stay signed in. */
  readonly #tokens = new Map<string, Promise<string>>();
  #requests = 0;
  #done = 0;

  constructor(private readonly portal: Portal, private readonly users: Users) {}

  /** How many requests were answered. */
  get requests(): number {
    return this.#requests;
  }

  async do(deed: Deed): Promise<void> {
    this.#done += 1;
    const i = this.#done;
    const { developer, onCall, entities } = this.users;
    const entity = entities(i);
    switch (deed) {
      case 'entity':
        return this.#readAll(developer, Object.values(cardQuestions(entity)));
      case 'list':
        return this.#readAll(developer, [lists[i % lists.length]]);
      case 'dashboard':
        return this.#readAll(developer, dashboardPage(i % 60, 30));
      case 'gate':
        await this.#changes(this.portal.pipelineToken).askGate({
          ...{ change: `CHG000000${1 + (i % 9)}`, environment: 'production' },
        });
        return undefined;
      case 'alert':
        return this.#alert(i, entity);
      case 'incident':
        return this.#incident(onCall, entity);
      default:
        return this.#change(developer, entity, i);
    }
  }

  async #readAll(who: string, paths: string[]): Promise<void> {
    const call = this.#fetchAs(await this.#tokenOf(who));
    await Promise.all(
      paths.map(async path => {
        const response = await call(`${this.portal.url}/api${path}`);
        const body = await response.text();
        if (!response.ok) throw new Error(`${path}: ${body}`);
      }),
    );
  }

  async #alert(i: number, entity: string): Promise<void> {
    const hour = 3_600_000;
    const isOver = i % 2 === 0;
    const response = await this.#fetchAs(sender.bearer)(
      `${this.portal.url}/api/incident-management/intake/${sender.name}`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...{ version: '4', status: isOver ? 'resolved' : 'firing' },
          groupKey: 'bench',
          alerts: [
            {
              status: isOver ? 'resolved' : 'firing',
              labels: {
                ...{ alertname: `Slow${i % 40}`, severity: 'info' },
                entity,
              },
              annotations: { summary: 'It is slow.' },
              startsAt: new Date(Date.now() - hour).toISOString(),
              endsAt: isOver
                ? new Date().toISOString()
                : '0001-01-01T00:00:00Z',
              fingerprint: `slow-${i % 40}`,
            },
          ],
        }),
      },
    );
    const body = await response.text();
    if (!response.ok) throw new Error(`An alert: ${body}`);
  }

  async #incident(who: string, entity: string): Promise<void> {
    const client = new IncidentClient(
      this.#client('incident-management', await this.#tokenOf(who)),
    );
    const { incident } = await client.declareIncident(
      { title: 'Payments are slow', entities: [entity], impact: 'low' },
      { idempotencyKey: randomUUID() },
    );
    const { number } = incident;
    await client.act(number, 'acknowledge', {});
    await client.act(number, 'note', { text: 'A node is full.' });
    await client.act(number, 'mitigate', { text: 'It is drained.' });
    await client.act(number, 'resolve', { text: 'It was replaced.' });
    await client.getTimeline(number);
  }

  async #change(who: string, entity: string, i: number): Promise<void> {
    const client = this.#changes(await this.#tokenOf(who));
    const begins = Date.now() + (30 + i) * 86_400_000;
    const { change } = await client.createChange(
      {
        ...{ title: `Raise limit ${i}`, environment: 'staging' },
        items: [entity],
        window: {
          start: new Date(begins).toISOString(),
          end: new Date(begins + 3_600_000).toISOString(),
        },
        ...{ justification: 'Needed.', testPlan: 'Look.' },
        backoutPlan: 'Lower it.',
      },
      { idempotencyKey: randomUUID() },
    );
    const { number, version } = change;
    await client.act(number, 'cancel', { version, reason: 'Not needed.' });
  }

  #tokenOf(who: string): Promise<string> {
    const known = this.#tokens.get(who) ?? this.portal.tokenOf(who);
    this.#tokens.set(who, known);
    return known;
  }

  #changes(token: string) {
    return new ChangeManagementClient(this.#client('change-management', token));
  }

  #client(pluginId: string, token: string) {
    return {
      baseUrl: async () => `${this.portal.url}/api/${pluginId}`,
      fetch: this.#fetchAs(token),
    };
  }

  #fetchAs(token: string): typeof fetch {
    return async (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('Authorization', `Bearer ${token}`);
      const response = await fetch(input, { ...init, headers });
      this.#requests += 1;
      return response;
    };
  }
}
