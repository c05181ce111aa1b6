import { mkdtemp, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { mockServices } from '@backstage/backend-test-utils';
import { FaultRequest } from '@countersign/plugin-chaos-drills-common';
import { chaosMeshProvider } from './chaosMeshProvider';
import { readSettings } from './settings';
import { ClusterServer, status } from './__testUtils__/clusterServer';
import { kubernetesIn } from './__testUtils__/loadKubernetes';

const { signal } = new AbortController();
const request: FaultRequest = {
  id: '0b9f1c52-4f6e-4d1e-9a51-6a3f6c2f1f10',
  target: 'shop/app=checkout',
  fault: 'NetworkChaos',
  arguments: { action: 'delay', delay: { latency: '300ms' } },
};
const place = `shop/networkchaos/drill-${request.id}`;
const annotated = (annotations: Record<string, string>) => ({
  metadata: { annotations },
});
const entities = {
  'component:default/checkout': annotated({
    'backstage.io/kubernetes-id': 'checkout',
  }),
  'component:default/cart': annotated({
    'backstage.io/kubernetes-id': 'cart',
    'backstage.io/kubernetes-label-selector': 'app=checkout,tier=web',
    'backstage.io/kubernetes-namespace': 'shop',
  }),
  'component:default/plain': { metadata: {} },
};

describe('faults of Chaos Mesh', () => {
  const cluster = new ClusterServer();
  let folder: string;
  let load: ReturnType<typeof kubernetesIn>;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chaos-mesh-'));
    load = kubernetesIn(folder);
    await cluster.start();
    await writeFile(path.join(folder, 'kubeconfig'), cluster.kubeConfig);
  });
  beforeEach(() => {
    cluster.resources.clear();
    cluster.requests.length = 0;
    Object.assign(cluster, { trouble: undefined, said: undefined, looks: 2 });
  });
  afterAll(async () => {
    cluster.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const provider = (more: { patienceMs?: number } = {}) => {
    const config = mockServices.rootConfig({
      data: {
        chaosDrills: {
          faults: {
            chaosMesh: [
              {
                namespaces: ['shop', 'staging'],
                kubeConfig: path.join(folder, 'kubeconfig'),
              },
            ],
          },
        },
      },
    });
    const [settings] = readSettings(config);
    return chaosMeshProvider(settings, {
      entity: async ref => entities[ref as keyof typeof entities],
      load,
      ...more,
    });
  };
  const fails = async (work: Promise<unknown>) =>
    work.then(
      () => 'it did not fail',
      (error: Error) => error.message,
    );

  it('are resources that the cluster ends, made once, kept as they are, and gone when the drill ends them', async () => {
    const { control } = provider();
    expect(control.canRenew).toBe(false);
    const held = await control.inject(request, 300, signal);
    const made = cluster.resources.get(place)!;
    expect(made).toMatchObject({
      kind: 'NetworkChaos',
      metadata: { labels: { 'countersign.dev/fault': request.id } },
      spec: {
        ...{ action: 'delay', delay: { latency: '300ms' }, mode: 'all' },
        selector: {
          namespaces: ['shop'],
          labelSelectors: { app: 'checkout' },
        },
        duration: '300s',
      },
    });
    expect(Date.parse(held.expiresAt!) - Date.now()).toBeGreaterThan(290_000);
    expect(held.clockAhead).toBe(0);

    const before = JSON.stringify(made);
    await control.inject(request, 300, signal);
    expect(await control.renew(request, 300, signal)).toEqual({});
    expect(JSON.stringify(cluster.resources.get(place))).toBe(before);
    expect(cluster.resources.size).toBe(1);

    await control.end(request, signal);
    expect(cluster.resources.size).toBe(0);
    await control.end(request, signal);
    expect(await control.renew(request, 300, signal)).toBeUndefined();
    expect(cluster.requests.filter(each => /^(PUT|PATCH)/.test(each))).toEqual(
      [],
    );
  });

  it('say who is in the way where the name is taken', async () => {
    const { control } = provider();
    await control.inject(request, 300, signal);
    cluster.resources.get(place)!.metadata.labels = {};
    expect(await fails(control.inject(request, 300, signal))).toContain(
      'is in shop already, and is not of this drill',
    );
  });

  it('say what Chaos Mesh says where it cannot break, or cannot put back', async () => {
    const { control } = provider({ patienceMs: 1_500 });
    cluster.said = 'unable to flush ip sets for pod checkout-1';
    expect(await fails(control.inject(request, 300, signal))).toMatch(
      /has not broken all pods .* unable to flush ip sets/,
    );
    expect(await fails(control.end(request, signal))).toMatch(
      /still putting back .* unable to flush ip sets/,
    );
  });

  it.each<[string, (res: Parameters<typeof status>[0]) => unknown, RegExp]>([
    [
      'may not',
      res => status(res, 403, 'networkchaos is forbidden'),
      /we may not create networkchaos in shop: .*create, get and delete.*forbidden/,
    ],
    [
      'is not known',
      res => status(res, 401, 'Unauthorized'),
      /does not know us: look at the kubeConfig/,
    ],
    [
      'has no Chaos Mesh',
      res => status(res, 404, 'the server could not find it'),
      /has no networkchaos: is Chaos Mesh installed/,
    ],
    [
      'has a webhook that refuses',
      res => status(res, 422, 'spec.delay.latency: Invalid value: "x"'),
      /answered 422 .*Invalid value/,
    ],
    ['fails', res => status(res, 500, 'etcd'), /answered 500 .*: etcd/],
    [
      'answers with half of it',
      res => {
        res.writeHead(201, { 'Content-Length': 500 });
        res.write('{"kind":');
        setTimeout(() => res.destroy(), 20);
      },
      /did not answer|too slow/,
    ],
    [
      'answers something else',
      res => {
        res.writeHead(201, { 'Content-Type': 'application/json' });
        res.end('"ok"');
      },
      /answered no resource/,
    ],
    ['hangs', () => {}, /too slow to create networkchaos/],
  ])('say why where the cluster %s', async (what, answer, message) => {
    cluster.trouble = (_req, res) => {
      answer(res);
      return true;
    };
    const { control } = provider();
    // Only for one that hangs it is waited so long.
    const patience = what === 'hangs' ? 1_000 : 20_000;
    expect(
      await fails(control.inject(request, 30, AbortSignal.timeout(patience))),
    ).toMatch(message);
  });

  it('stand for the pods that are there now, over all pages, read again where the list grew too old', async () => {
    const labels = { app: 'checkout' };
    cluster.pods = {
      shop: [
        { name: 'checkout-2', labels },
        { name: 'checkout-1', labels },
        { name: 'checkout-0', labels, isEnding: true },
        { name: 'cart-1', labels: { app: 'cart' } },
      ],
    };
    const { resolve } = provider();
    const found = ['shop/checkout-1', 'shop/checkout-2'];
    expect(await resolve!('shop/app=checkout', signal)).toEqual(found);
    let isOld = true;
    cluster.trouble = (req, res) => {
      if (!isOld || !req.url?.includes('continue=')) return false;
      isOld = false;
      return status(res, 410, 'The provided continue parameter is too old');
    };
    expect(await resolve!('shop/app=checkout', signal)).toEqual(found);
    expect(await resolve!('other/app=checkout', signal)).toEqual([]);
    expect(await resolve!('shop/app=nobody', signal)).toEqual([]);
  });

  it.each([
    ['component:default/checkout', 'shop/app=checkout', false],
    [
      'component:default/checkout',
      'shop/backstage.io/kubernetes-id=checkout',
      true,
    ],
    [
      'component:default/checkout',
      'shop/backstage.io/kubernetes-id=checkout,tier=web',
      true,
    ],
    ['component:default/cart', 'shop/app=checkout', false],
    ['component:default/cart', 'shop/tier=web,app=checkout', true],
    ['component:default/cart', 'staging/tier=web,app=checkout', false],
    ['component:default/plain', 'shop/app=checkout', false],
    ['component:default/missing', 'shop/app=checkout', false],
  ])('%s has %s: %s', async (ref, target, expected) => {
    expect(await provider().belongs!(target, ref)).toBe(expected);
  });

  it.each<[Partial<FaultRequest>, [string, RegExp][]]>([
    [{}, []],
    [{ target: 'checkout' }, [['target', /such as shop\/app=checkout/]]],
    [{ target: 'shop/app in (a,b)' }, [['target', /namespace and labels/]]],
    [{ target: 'prod/app=checkout' }, [['target', /may break shop, staging/]]],
    [{ fault: 'TimeChaos' }, [['fault', /NetworkChaos, HTTPChaos/]]],
    [
      { arguments: { action: 'melt', duration: '9h' } },
      [
        ['arguments.action', /delay/],
        ['arguments', /duration/],
      ],
    ],
    [
      {
        fault: 'StressChaos',
        arguments: { stressors: {}, stressngStressors: '--cpu 1' },
      },
      [['arguments', /stressngStressors/]],
    ],
    [
      { arguments: { action: 'partition', direction: 'both', target: {} } },
      [['arguments.direction', /pods of others/]],
    ],
    [
      { fault: 'HTTPChaos', arguments: { target: 'Response', port: 0 } },
      [['arguments.port', /1/]],
    ],
    [{ fault: 'PodChaos', arguments: { action: 'pod-kill' } }, []],
  ])('with %j are told what is wrong', (changes, mistakes) => {
    const found = provider().check!({ ...request, ...changes });
    expect(found.map(({ path: at }) => at.join('.'))).toEqual(
      mistakes.map(([at]) => at),
    );
    mistakes.forEach(([, message], i) =>
      expect(found[i].message).toMatch(message),
    );
  });
});

describe('the configuration', () => {
  const read = (chaosMesh?: unknown) =>
    readSettings(
      mockServices.rootConfig({
        data: { chaosDrills: { faults: { chaosMesh } } as object },
      }),
    );

  it('names clusters, or none', () => {
    expect(read()).toEqual([]);
    expect(read([{ namespaces: ['shop'] }])).toEqual([
      { name: 'chaos-mesh', namespaces: ['shop'] },
    ]);
  });

  it.each([
    [[{ namespaces: [] }], 'namespaces'],
    [[{ namespaces: ['Shop'] }], 'namespaces'],
    [[{ namespaces: ['a'] }, { namespaces: ['b'] }], 'a name of its own'],
    [[{ namespaces: ['a'], token: 'x' }], 'token'],
  ])('%j is refused', (chaosMesh, message) => {
    expect(() => read(chaosMesh)).toThrow(message);
  });
});
