import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ChangeManagementService,
  changeManagementServiceRef,
} from '@countersign/plugin-change-management-node';
import {
  ChaosDrillsClient,
  drillStartPermission,
} from '@countersign/plugin-chaos-drills-common';
import { faultProvidersExtensionPoint } from '@countersign/plugin-chaos-drills-node';
import {
  signingKey,
  startTestPortal,
  testEntity,
  TestPortal,
  useForAllTests,
} from '@countersign/plugin-governance-test-utils';
import { incidentManagementServiceRef } from '@countersign/plugin-incident-management-node';
import { serviceLevelsServiceRef } from '@countersign/plugin-service-levels-node';
import { chaosDrillsPlugin } from '../plugin';
import { weekdays } from '../world/hours';
import { AreasState, calmAreas, fakeAreas } from './areas';
import {
  entity,
  experimentFolder,
  experimentText,
  faultsToken,
} from './experiments';
import { startTarget, Target } from './target';

export const ada = 'user:default/ada';
export const ben = 'user:default/ben';
/** Plans drills, and may not start one. */
export const cara = 'user:default/cara';

const authorize: PermissionsService['authorize'] = async (
  requests,
  { credentials },
) => {
  const principal = credentials.principal as { userEntityRef?: string };
  return requests.map(({ permission }) => ({
    result:
      permission.name === drillStartPermission.name &&
      principal.userEntityRef === cara
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
  }));
};
export const owner = 'group:default/checkout-team';
const needsCheckout: [string, string] = ['dependsOn', entity];

/** Tasks are done when the test says so; the outbox and the ledger are woken by what is written. */
function schedulerOf(tasks: Map<string, () => Promise<void>>) {
  return createServiceFactory({
    service: coreServices.scheduler,
    deps: {},
    factory: () => ({
      async scheduleTask({ id, fn }) {
        const { signal } = new AbortController();
        tasks.set(id, async () => fn(signal));
      },
      createScheduledTaskRunner: () => ({ run: async () => {} }),
      triggerTask: async () => {},
      getScheduledTasks: async () => [],
      cancelTask: async () => {},
    }),
  });
}

type Callback = (result: { observe(value: number): void }) => Promise<void>;

/** Gauges are read when the test asks for them. */
function metricsOf(gauges: Map<string, Callback>) {
  return createServiceFactory({
    service: metricsServiceRef,
    deps: {},
    factory: () =>
      ({
        createObservableGauge: (name: string) => ({
          addCallback: (callback: Callback) => {
            if (name.startsWith('chaos_drills.')) gauges.set(name, callback);
          },
        }),
        createCounter: () => ({ add() {} }),
        createHistogram: () => ({ record() {} }),
      } as never),
  });
}

/** Finds pods as the test has them, and does nothing to them. */
function podsOf(areas: () => AreasState) {
  const held = async () => ({});
  return createBackendModule({
    pluginId: 'chaos-drills',
    moduleId: 'pods',
    register: env =>
      env.registerInit({
        deps: { faults: faultProvidersExtensionPoint },
        async init({ faults }) {
          faults.addProvider({
            name: 'pods',
            control: { inject: held, renew: held, end: async () => {} },
            belongs: async () => true,
            resolve: async () => areas().pods,
          });
        },
      }),
  });
}

/** On this day, which no test reaches by itself, no drill is allowed. */
export const closedAt = new Date(Date.now() + 3 * 24 * 3600 * 1000);
const closedDay = (closedAt.getUTCDay() + 6) % 7;

/** Drills over HTTP on real PostgreSQL and a service that holds leases, for all tests of a file. */
export function usePortal() {
  let areas = calmAreas();
  let target: Target | undefined;
  const tasks = new Map<string, () => Promise<void>>();
  const gauges = new Map<string, Callback>();
  const running = useForAllTests(async databases => {
    target = await startTarget();
    const drills = await experimentFolder({
      latency: experimentText(),
      short: experimentText({ seconds: 2 }),
      costly: experimentText({ seconds: 500, budgetShare: 0.1 }),
      elsewhere: experimentText({ hosts: ['elsewhere.example'] }),
      pods: experimentText({
        fault: { with: 'pods', target: 'app=checkout', fault: 'kill' },
      }),
      nobodys: experimentText().replaceAll(entity, 'component:default/stock'),
    });
    const fakes = fakeAreas(() => areas);
    const portal = await startTestPortal(databases, {
      pluginId: 'chaos-drills',
      permissions: mockServices.permissions.mock({ authorize }),
      services: [schedulerOf(tasks), metricsOf(gauges)],
      features: [
        chaosDrillsPlugin,
        podsOf(() => areas),
        createServiceFactory({
          service: changeManagementServiceRef,
          deps: {},
          factory: () => fakes.changes as ChangeManagementService,
        }),
        createServiceFactory({
          service: incidentManagementServiceRef,
          deps: {},
          factory: () => fakes.incidents as never,
        }),
        createServiceFactory({
          service: serviceLevelsServiceRef,
          deps: {},
          factory: () => fakes.serviceLevels as never,
        }),
      ],
      entities: [
        testEntity('User', 'ada'),
        testEntity('User', 'ben'),
        testEntity('User', 'cara'),
        testEntity('Group', 'checkout-team', { spec: { type: 'team' } }),
        ...['checkout', 'web', 'stock'].map(name =>
          testEntity('Component', name, {
            annotations: { 'countersign.dev/criticality': 'tier-1' },
            spec: { type: 'service', owner },
            relations: [
              ['ownedBy', owner],
              ...(name === 'web' ? [needsCheckout] : []),
            ],
          }),
        ),
      ],
      config: {
        ledger: { signingKey },
        chaosDrills: {
          folder: drills.folder,
          targets: [
            {
              entity,
              hosts: [target.url],
              variables: { URL: target.url, TOKEN: faultsToken },
            },
          ],
          hours: [
            {
              days: weekdays.filter((_, day) => day !== closedDay),
              from: '00:00',
              to: '24:00',
            },
          ],
          standardChanges: ['chaos-drill'],
          plan: [{ tier: 'tier-1', scenarios: ['latency'], everyDays: 30 }],
          run: {
            lease: { seconds: 4 },
            look: { milliseconds: 100 },
            recovery: { seconds: 1 },
            grace: { milliseconds: 1 },
          },
        },
      },
    });
    return {
      ...portal,
      folder: drills,
      async stop() {
        await portal.stop();
        await target?.stop();
        await drills.remove();
      },
    };
  });
  beforeEach(() => {
    areas = calmAreas();
    target?.reset();
  });
  return {
    portal: (): TestPortal => running(),
    folder: () => running().folder,
    areas: () => areas,
    target: () => target!,
    /** Measures and reports what is over, as the portal does again and again. */
    measure: async () => {
      await tasks.get('measure-drills')!();
      await tasks.get('report-drills')!();
    },
    /** Tells owners what is due, as the portal does again and again. */
    remind: () => tasks.get('tell-due-drills')!(),
    /** What each gauge of drills says now; those that every area has go by what its loops do meanwhile. */
    measures: async () => {
      const found: Record<string, number> = {};
      for (const [name, callback] of gauges) {
        await callback({
          observe: value => {
            found[name] = value;
          },
        });
      }
      return found;
    },
    /** What an action answers to somebody for whom a plugin asks. */
    invoke: async (ref: string, via: string, action: string, input: object) => {
      const { origin } = new URL(running().baseUrl);
      const token = mockCredentials.user.token(ref, {
        actor: { subject: `plugin:${via}` },
      });
      const response = await fetch(
        `${origin}/api/chaos-drills/.backstage/actions/v1/actions/chaos-drills:${action}/invoke`,
        {
          method: 'POST',
          headers: {
            Authorization: `Bearer ${token}`,
            'Content-Type': 'application/json',
          },
          body: JSON.stringify(input),
        },
      );
      const { output, error } = await response.json();
      return { status: response.status, output, error };
    },
    as: (ref: string) => new ChaosDrillsClient(running().api.as(ref)),
    asPipeline: () => new ChaosDrillsClient(running().api.asPipeline()),
  };
}
