import { createServiceFactory } from '@backstage/backend-plugin-api';
import { changeManagementServiceRef } from '@countersign/plugin-change-management-node';
import { Drill, SeenDrill } from '@countersign/plugin-chaos-drills-common';
import { chaosDrillsServiceRef } from '@countersign/plugin-chaos-drills-node';
import type {
  CalendarChange,
  ScheduleRule,
} from '@countersign/plugin-change-management-common';
import {
  signingKey,
  startTestPortal,
  testEntity,
  TestPortal,
  useForAllTests,
} from '@countersign/plugin-governance-test-utils';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { incidentManagementPlugin } from '../plugin';
import { fakeChanges } from './fakeChanges';

export const olive = 'user:default/olive';
export const carl = 'user:default/carl';
export const team = 'group:default/payments';
export const checkout = 'component:default/checkout';
export const database = 'resource:default/orders-db';

export const entities = [
  testEntity('User', 'olive', { relations: [['memberOf', team]] }),
  testEntity('User', 'carl', { relations: [['memberOf', team]] }),
  testEntity('Group', 'payments', { spec: { type: 'team' } }),
  testEntity('Component', 'checkout', {
    spec: { type: 'service', owner: team },
    relations: [
      ['ownedBy', team],
      ['dependsOn', database],
    ],
  }),
  testEntity('Resource', 'orders-db', {
    spec: { type: 'database', owner: team },
    relations: [
      ['ownedBy', team],
      ['dependencyOf', checkout],
    ],
  }),
  ...Array.from({ length: 50 }, (_, i) =>
    testEntity('Component', `service-${i}`, {
      spec: { type: 'service', owner: team },
      relations: [['ownedBy', team]],
    }),
  ),
];

export const secrets = {
  basic: 'prometheus-password-1',
  former: 'prometheus-password-0',
  hmac: 'grafana-signing-key-1',
  routing: 'pagerduty-routing-key-1',
  url: 'google-token-in-the-url-1',
  bearer: 'events-bearer-token-1',
};

export const intakeConfig: JsonObject = {
  resolveDelayMinutes: 0,
  mapping: [
    {
      match: { 'labels.kind': 'database' },
      entity: 'resource:default/{labels.name}',
    },
  ],
  integrations: [
    {
      name: 'prometheus',
      kind: 'alertmanager',
      credentials: [secrets.basic, secrets.former].map(password => ({
        basic: { username: 'alertmanager', password },
      })),
    },
    {
      name: 'grafana',
      kind: 'grafana',
      credentials: [{ hmac: secrets.hmac }],
    },
    {
      name: 'pager',
      kind: 'pagerduty',
      credentials: [{ routingKey: secrets.routing }],
    },
    {
      name: 'google',
      kind: 'google-cloud-monitoring',
      credentials: [{ urlToken: secrets.url }],
    },
    {
      name: 'events',
      kind: 'cloudevents',
      credentials: [{ bearer: secrets.bearer }],
    },
  ],
};

/** What the change calendar of the portal says. */
export interface TestCalendar {
  items: ScheduleRule[];
  changes: Partial<CalendarChange>[];
}

/** Incident management that takes alerts in, over HTTP on real PostgreSQL. */
export function startAlertPortal(
  databases: Parameters<typeof startTestPortal>[0],
  options: {
    knex?: Knex;
    calendar?: TestCalendar;
    /** Drills that the portal has; it has none of the plugin where they are absent. */
    drills?: readonly (SeenDrill & Pick<Drill, 'change'>)[];
    intake?: JsonObject;
    onCall?: JsonObject;
  } = {},
): Promise<TestPortal> {
  const { knex, calendar = { items: [], changes: [] } } = options;
  return startTestPortal(databases, {
    knex,
    pluginId: 'incident-management',
    features: [
      incidentManagementPlugin,
      createServiceFactory({
        service: changeManagementServiceRef,
        deps: {},
        factory: () =>
          ({
            ...fakeChanges(),
            listScheduleRules: async () => ({ items: calendar.items }),
            getCalendar: async () => ({ changes: calendar.changes }),
          } as never),
      }),
      ...(options.drills
        ? [
            createServiceFactory({
              service: chaosDrillsServiceRef,
              deps: {},
              factory: () =>
                ({
                  listDrills: async () => ({ items: options.drills }),
                } as never),
            }),
          ]
        : []),
    ],
    entities,
    config: {
      ledger: { signingKey },
      incidentManagement: {
        intake: { ...intakeConfig, ...options.intake },
        ...(options.onCall && { onCall: options.onCall }),
      },
    },
  });
}

/** The same for all tests of a file. */
export function useAlertPortal(
  options: Parameters<typeof startAlertPortal>[1] = {},
) {
  const running = useForAllTests(databases =>
    startAlertPortal(databases, options),
  );
  return { portal: running, ...callsTo(running) };
}

/** What tests ask of a portal. */
export function callsTo(portal: () => TestPortal) {
  const call = async (
    path: string,
    init: RequestInit & { as?: string } = {},
  ) => {
    const { fetch: ask, baseUrl } = portal().api.as(init.as ?? olive);
    const response = await ask(`${await baseUrl()}${path}`, {
      ...init,
      headers: { 'Content-Type': 'application/json' },
    });
    const text = await response.text();
    const body = text.startsWith('{') ? JSON.parse(text) : text;
    return { status: response.status, body };
  };
  return {
    get: async (path: string) => {
      const { status, body } = await call(path);
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
      return body;
    },
    post: (path: string, body: object = {}, as?: string) =>
      call(path, { method: 'POST', body: JSON.stringify(body), as }),
    /** As a sender does, who has no account here. */
    send: async (
      path: string,
      body: string | object,
      headers: Record<string, string> = {},
    ) => {
      const response = await fetch(`${portal().baseUrl}/intake/${path}`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'Content-Type': 'application/json', ...headers },
      });
      return { status: response.status, body: await response.json() };
    },
  };
}

export const basicWith = (password = secrets.basic) => ({
  Authorization: `Basic ${Buffer.from(`alertmanager:${password}`).toString(
    'base64',
  )}`,
});

/** A message of Alertmanager with these alerts. */
export function alertmanagerWith(
  ...alerts: {
    name?: string;
    entity?: string;
    instance?: string;
    status?: string;
    startsAt?: string;
    endsAt?: string;
    labels?: object;
  }[]
) {
  return {
    version: '4',
    status: 'firing',
    receiver: 'countersign',
    alerts: alerts.map(alert => ({
      status: alert.status ?? 'firing',
      labels: {
        alertname: alert.name ?? 'DiskFull',
        severity: 'critical',
        instance: alert.instance ?? 'a',
        ...(alert.entity && { entity: alert.entity }),
        ...alert.labels,
      },
      annotations: { summary: `${alert.name ?? 'Disk full'} is true` },
      startsAt: alert.startsAt ?? '2026-11-24T12:00:00Z',
      endsAt: alert.endsAt ?? '0001-01-01T00:00:00Z',
      fingerprint: `${alert.name}-${alert.entity}-${alert.instance}`,
    })),
  };
}
