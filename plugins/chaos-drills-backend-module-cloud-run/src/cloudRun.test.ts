import { mockServices } from '@backstage/backend-test-utils';
import { FaultRequest } from '@countersign/plugin-chaos-drills-common';
import { status } from '@grpc/grpc-js';
import { Cloud, Refusal } from './__testUtils__/cloud';
import { CloudClients, cloudRunProvider } from './cloudRunProvider';
import { readSettings } from './settings';

const { signal } = new AbortController();
const request: FaultRequest = {
  id: '0b9f1c52-4f6e-4d1e-9a51-6a3f6c2f1f10',
  target: 'europe-west1/checkout',
  fault: 'traffic',
  arguments: { revision: 'checkout-bad', percent: 50 },
};
const project = {
  project: 'larkspur-test',
  queue: 'europe-west1/drills',
  serviceAccount: 'restore@larkspur-test.iam.gserviceaccount.com',
  services: [
    { service: 'europe-west1/checkout', entity: 'component:default/checkout' },
  ],
};
const deployed = [
  {
    type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION',
    revision: 'checkout-00050',
    percent: 100,
  },
];
const read = (cloudRun?: unknown) =>
  readSettings(
    mockServices.rootConfig({
      data: { chaosDrills: { faults: { cloudRun } } as object },
    }),
  );

describe('faults of Cloud Run', () => {
  const cloud = new Cloud();
  let clients: CloudClients & { stop(): Promise<void> };
  beforeAll(async () => {
    clients = {
      ...(await cloud.start()),
      lookEveryMs: 20,
    };
  });
  beforeEach(() => cloud.reset());
  afterAll(() => clients.stop());

  const provider = (more: { patienceMs?: number } = {}) =>
    cloudRunProvider(read([project])[0], { ...clients, ...more });
  const control = () => provider().control;
  const fails = async (work: Promise<unknown>) =>
    work.then(
      () => 'it did not fail',
      (error: Error) => error.message,
    );
  const traffic = () => structuredClone(cloud.service.traffic);
  const later = (seconds: number) => Date.now() + seconds * 1000;

  it('have a lease before they begin, and end with exactly what was there', async () => {
    const before = traffic();
    let tasksAtChange = -1;
    cloud.trouble = method => {
      if (method === 'UpdateService') tasksAtChange = cloud.tasks.length;
    };
    const held = await control().inject(request, 60, signal);
    expect(tasksAtChange).toBe(1);
    expect(Date.parse(held.expiresAt!) - Date.now()).toBeGreaterThan(55_000);
    expect(cloud.service.traffic).toMatchObject([
      { type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 45 },
      { revision: 'checkout-00040', percent: 5, tag: 'canary' },
      { revision: 'checkout-bad', percent: 50 },
    ]);
    expect(cloud.tasks).toMatchObject([
      {
        httpRequest: {
          httpMethod: 'PATCH',
          url: 'https://run.googleapis.com/v2/projects/larkspur-test/locations/europe-west1/services/checkout?updateMask=traffic',
          oauthToken: { serviceAccountEmail: project.serviceAccount },
        },
      },
    ]);

    await control().end(request, signal);
    expect(cloud.service.traffic).toMatchObject(before);
    expect(cloud.tasks).toEqual([]);
    await control().end(request, signal);
  });

  it('are put back by Google when nobody renews, also where we were gone before anything was settled', async () => {
    const before = traffic();
    await control().inject(request, 60, signal);
    expect(cloud.doDue(later(50))).toBe(0);
    expect(cloud.service.traffic).not.toMatchObject(before);
    expect(cloud.doDue(later(61))).toBe(0);
    expect(cloud.service.traffic).toMatchObject(before);
    expect(await control().renew(request, 60, signal)).toBeUndefined();

    cloud.trouble = method => {
      if (method === 'GetService' && cloud.service.reconciling) {
        throw new Refusal(status.UNAVAILABLE, 'gone');
      }
    };
    expect(await fails(control().inject(request, 60, signal))).toContain(
      'gone',
    );
    expect(cloud.doDue(later(61))).toBe(0);
    expect(cloud.service.traffic).toMatchObject(before);
  });

  it('last as long as they are renewed, and are one fault however often they are asked for', async () => {
    await control().inject(request, 60, signal);
    const during = traffic();
    await control().inject(request, 60, signal);
    expect(cloud.service.traffic).toEqual(during);
    // Somebody else changes what has nothing to do with it.
    cloud.update('scaling', { scaling: { minInstanceCount: 3 } });
    expect(await control().renew(request, 300, signal)).toBeDefined();
    expect(cloud.tasks).toHaveLength(1);
    cloud.doDue(later(200));
    expect(cloud.service.traffic).toEqual(during);
    expect(cloud.doDue(later(301))).toBe(0);
    expect(cloud.service.traffic).not.toEqual(during);
  });

  it('leave what somebody else deployed, and say so', async () => {
    await control().inject(request, 60, signal);
    cloud.update('traffic', { traffic: deployed });
    // The lease is over before we hear of it: Google refuses by the etag.
    expect(cloud.doDue(later(61))).toBe(1);
    expect(await control().renew(request, 60, signal)).toBeUndefined();
    expect(await fails(control().end(request, signal))).toMatch(
      /somebody else changed the traffic of europe-west1\/checkout meanwhile/,
    );
    expect(cloud.service.traffic).toMatchObject(deployed);
    expect(cloud.tasks).toEqual([]);
  });

  it('do not begin where somebody changes the service at that moment', async () => {
    cloud.trouble = method => {
      if (method !== 'CreateTask') return;
      cloud.trouble = undefined;
      cloud.update('traffic', { traffic: deployed });
    };
    expect(await fails(control().inject(request, 60, signal))).toContain(
      'somebody else changed the traffic',
    );
    expect(cloud.service.traffic).toMatchObject(deployed);
    expect(cloud.tasks).toEqual([]);
  });

  it('leave a service without instances, and give it back those it had', async () => {
    const none = { ...request, fault: 'instances', arguments: { count: 0 } };
    await control().inject(none, 60, signal);
    expect(cloud.service.scaling).toMatchObject({
      ...{ scalingMode: 'MANUAL', manualInstanceCount: 0 },
    });
    expect(
      await fails(control().inject({ ...none, id: 'b' }, 60, signal)),
    ).toBe('europe-west1/checkout is already as this fault would make it');
    expect(await control().renew(none, 60, signal)).toBeDefined();
    await control().end(none, signal);
    expect(cloud.service.scaling).toMatchObject({ minInstanceCount: 2 });
  });

  it('say that Cloud Run could not do it, or not in time', async () => {
    cloud.looks = 1_000;
    const impatient = provider({ patienceMs: 500 }).control;
    expect(await fails(impatient.inject(request, 60, signal))).toContain(
      'has not done it within 0.5 s',
    );
    cloud.looks = 1;
    cloud.reset();
    cloud.service.terminalCondition = {
      state: 'CONDITION_FAILED',
      message: "Revision 'checkout-bad' not found",
    };
    expect(await fails(control().inject(request, 60, signal))).toContain(
      "could not do it: Revision 'checkout-bad' not found",
    );
    await control().end(request, signal);
    expect(cloud.tasks).toEqual([]);
  });

  it.each([
    [
      'CreateTask',
      status.NOT_FOUND,
      /found nothing when asked to keep a lease/,
    ],
    ['ListTasks', status.PERMISSION_DENIED, /account needs .*fullView/],
    ['GetService', status.PERMISSION_DENIED, /account needs roles\/run/],
    ['UpdateService', status.INVALID_ARGUMENT, /did not change the traffic/],
  ])(
    'change nothing where %s is refused (%s)',
    async (which, code, message) => {
      const before = traffic();
      cloud.trouble = method => {
        if (method === which) throw new Refusal(code, 'refused');
      };
      expect(await fails(control().inject(request, 60, signal))).toMatch(
        message,
      );
      expect(cloud.service.traffic).toEqual(before);
    },
  );

  it('are of the services that configuration names', async () => {
    const { check, resolve, belongs } = provider();
    expect(check!(request)).toEqual([]);
    expect(check!({ ...request, target: 'europe-west1/cart' })).toEqual([
      {
        path: ['target'],
        message:
          'must be one of the services of cloud-run: europe-west1/checkout',
      },
    ]);
    expect(
      await fails(
        control().inject({ ...request, target: 'us-east1/x' }, 60, signal),
      ),
    ).toContain('is not among the services of this provider');
    expect(await resolve!(request.target, signal)).toEqual([
      'europe-west1/checkout@checkout-00041',
    ]);
    expect(await belongs!(request.target, 'component:default/checkout')).toBe(
      true,
    );
    expect(await belongs!(request.target, 'component:default/cart')).toBe(
      false,
    );
  });
});

describe('the configuration', () => {
  it('names projects, or none', () => {
    expect(read()).toEqual([]);
    expect(read([project])).toEqual([{ name: 'cloud-run', ...project }]);
  });

  it.each([
    [[{ ...project, queue: 'drills' }], 'a region and a queue'],
    [[{ ...project, services: [] }], 'services'],
    [[project, project], 'a name of its own'],
    [[{ ...project, serviceAccount: 'me' }], 'email of a service account'],
    [[{ ...project, region: 'x' }], 'region'],
  ])('%j is refused', (cloudRun, message) => {
    expect(() => read(cloudRun)).toThrow(message);
  });
});
