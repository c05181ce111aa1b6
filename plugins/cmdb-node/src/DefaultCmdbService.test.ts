import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { DefaultCmdbService } from './DefaultCmdbService';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

function component(name: string, dependsOn: string[] = []): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      description: 'not needed by the graph',
      annotations: { 'countersign.dev/criticality': 'tier-1' },
    },
    spec: { type: 'service', owner: 'checkout', lifecycle: 'production' },
    relations: dependsOn.map(target => ({
      type: 'dependsOn',
      targetRef: `component:default/${target}`,
    })),
  };
}

/** A catalog whose content and health the test can change, a clock it can turn, and a count of full readings. */
function setup(options: { config?: object } = {}) {
  const state = {
    entities: [component('api', ['db']), component('db')],
    down: false,
    time: 0,
    readings: 0,
    lookUps: 0,
  };
  const current = () => {
    if (state.down) {
      throw new Error('connect ECONNREFUSED');
    }
    return catalogServiceMock({ entities: state.entities });
  };
  const catalog = catalogServiceMock.mock({
    async *streamEntities(request, requestOptions) {
      state.readings += 1;
      yield* current().streamEntities(request, requestOptions);
    },
    async getEntitiesByRefs(request, requestOptions) {
      state.lookUps += 1;
      return current().getEntitiesByRefs(request, requestOptions);
    },
  });
  const service = DefaultCmdbService.create({
    auth: mockServices.auth(),
    catalog,
    config: mockServices.rootConfig({ data: { ...options.config } }),
    logger: mockServices.logger.mock(),
    now: () => state.time,
  });
  return { state, catalog, service };
}

const settle = () => new Promise(resolve => setImmediate(resolve));

describe('DefaultCmdbService', () => {
  it('reads the catalog once for many who ask at once', async () => {
    const { service, state } = setup();
    const graphs = await Promise.all(
      Array.from({ length: 20 }, () => service.graph()),
    );
    expect(new Set(graphs).size).toBe(1);
    expect(state.readings).toBe(1);
    expect(
      graphs[0].impactOf(['component:default/db']).entities[0].entityRef,
    ).toBe('component:default/api');
  });

  it('reads with its own credentials, in pages, and only what it needs', async () => {
    const { service, catalog } = setup();
    await service.graph();
    const [request, { credentials }] = catalog.streamEntities.mock
      .calls[0] as Parameters<typeof catalog.streamEntities> as [
      { fields: string[]; pageSize: number },
      { credentials: { principal: unknown } },
    ];
    expect(request.pageSize).toBe(500);
    expect(request.fields).not.toContain('spec');
    expect(request.fields).toEqual(
      expect.arrayContaining(['metadata.annotations', 'relations']),
    );
    expect(credentials.principal).toMatchObject({ type: 'service' });
  });

  it('serves the old picture while it reads a new one, once it is older than maxAge', async () => {
    const { service, state } = setup();
    await service.graph();
    state.entities.push(component('web'));

    state.time = 29 * SECOND;
    await service.graph();
    await settle();
    expect(state.readings).toBe(1);

    state.time = 31 * SECOND;
    expect((await service.graph()).has('component:default/web')).toBe(false);
    await settle();
    expect(state.readings).toBe(2);
    expect((await service.graph()).has('component:default/web')).toBe(true);
  });

  it('takes its durations from the configuration', async () => {
    const { service, state } = setup({ config: { cmdb: { maxAge: '2m' } } });
    await service.graph();
    state.time = 119 * SECOND;
    await service.graph();
    await settle();
    expect(state.readings).toBe(1);
  });

  it('finds an entity that was registered after the picture was taken, and then knows it everywhere', async () => {
    const { service, state } = setup();
    await service.graph();
    state.entities.push(component('web', ['api']));

    expect(await service.item('Component:default/Web')).toMatchObject({
      entityRef: 'component:default/web',
      tier: 'tier-1',
    });
    const graph = await service.graph();
    expect(
      graph.impactOf(['component:default/db']).entities.map(e => e.entityRef),
    ).toContain('component:default/web');
  });

  it('does not read the whole catalog for a reference that does not exist', async () => {
    const { service, state } = setup();
    await service.graph();
    expect(
      await service.items(['component:default/api', 'component:default/nope']),
    ).toEqual([expect.objectContaining({ name: 'api' }), undefined]);
    expect(await service.exists('component:default/nope')).toBe(false);
    expect(state).toMatchObject({ readings: 1, lookUps: 2 });
  });

  it('refresh sees what was registered while another reading was under way', async () => {
    const { service, state, catalog } = setup();
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    catalog.streamEntities.mockImplementationOnce(async function* old() {
      yield [component('api')];
      await held;
    });
    const underWay = service.graph();
    state.entities.push(component('web'));
    const refreshed = [service.refresh(), service.refresh()];
    release();

    expect((await underWay).has('component:default/web')).toBe(false);
    const [first, second] = await Promise.all(refreshed);
    expect(first.has('component:default/web')).toBe(true);
    expect(second).toBe(first);
    expect(state.readings).toBe(1);
  });

  it('rides out a catalog that is down, up to maxStale, and then fails', async () => {
    const { service, state } = setup();
    await service.graph();
    state.down = true;

    state.time = 4 * MINUTE;
    expect((await service.graph()).size).toBe(2);
    await settle();

    state.time = 6 * MINUTE;
    await expect(service.graph()).rejects.toThrow(
      expect.objectContaining({ name: 'ServiceUnavailableError' }),
    );

    state.down = false;
    expect((await service.graph()).size).toBe(2);
  });

  it('fails closed when it has never read the catalog, or cannot look a reference up', async () => {
    const { service, state } = setup();
    state.down = true;
    await expect(service.exists('component:default/api')).rejects.toThrow(
      expect.objectContaining({ name: 'ServiceUnavailableError' }),
    );
    state.down = false;
    await service.graph();
    state.down = true;
    await expect(service.exists('component:default/new')).rejects.toThrow(
      expect.objectContaining({ name: 'ServiceUnavailableError' }),
    );
  });

  it('names a setting that is misspelt, and the one that was meant', () => {
    expect(() => setup({ config: { cmdb: { maxAgee: '1m' } } })).toThrow(
      'cmdb: there is no maxAgee (did you mean maxAge?)',
    );
  });

  it('gives up on a catalog that never answers', async () => {
    const { service, catalog } = setup({
      config: { cmdb: { readTimeout: { milliseconds: 20 } } },
    });
    catalog.streamEntities.mockImplementationOnce(async function* hang() {
      yield await new Promise<Entity[]>(() => {});
    });
    await expect(service.graph()).rejects.toThrow(/No answer within 0.02 s/);
    expect((await service.graph()).size).toBe(2);
  });
});

describe('a catalog of 20,000 people in 5,000 groups', () => {
  const relation = (type: string, targetRef: string) => ({ type, targetRef });
  const groups = Array.from(
    { length: 5_000 },
    (_, i): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: `team-${i}`, namespace: 'default' },
      spec: { type: 'team', children: [] },
      relations:
        i === 0
          ? []
          : [
              relation(
                'childOf',
                `group:default/team-${Math.floor((i - 1) / 8)}`,
              ),
            ],
    }),
  );
  const people = Array.from(
    { length: 20_000 },
    (_, i): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name: `person-${i}`, namespace: 'default' },
      spec: { memberOf: [] },
      relations: [relation('memberOf', `group:default/team-${i % 5_000}`)],
    }),
  );

  it('is read once in pages, and then tells who is in which group without asking', async () => {
    const { service, state, catalog } = setup();
    const whole = [...groups, ...people];
    const pages: number[] = [];
    catalog.streamEntities.mockImplementation(async function* inPages(request) {
      state.readings += 1;
      const size = request?.pageSize ?? whole.length;
      pages.push(size);
      for (let at = 0; at < whole.length; at += size) {
        yield whole.slice(at, at + size);
      }
    });

    const graph = await service.graph();
    expect(graph.size).toBe(25_000);
    expect(pages).toEqual([500]);
    const begun = performance.now();
    for (let i = 0; i < 20_000; i++) {
      const mine = (await service.graph()).groupsOf(`user:default/person-${i}`);
      expect(mine).toContain(`group:default/team-${i % 5_000}`);
    }
    expect(graph.membersOf('group:default/team-4999')).toHaveLength(4);
    expect(graph.groupsWithin('group:default/team-0')).toHaveLength(5_000);
    await expect(
      service.items(
        people
          .slice(0, 200)
          .map(({ metadata }) => `user:default/${metadata.name}`),
      ),
    ).resolves.toHaveLength(200);
    expect([state.readings, state.lookUps]).toEqual([1, 0]);
    // A hundred times what it takes: only a search through everybody for each would be slower.
    expect(performance.now() - begun).toBeLessThan(30_000);
  });
});
