import type { Entity } from '@backstage/catalog-model';
import fc from 'fast-check';
import { testEntity } from '../__testUtils__/testEntity';
import { CmdbGraph } from './CmdbGraph';
import type { ReachedEntity } from './types';

const summary = (entities: ReachedEntity[]) =>
  Object.fromEntries(
    entities.map(e => [
      e.entityRef.replace(':default/', ':'),
      e.path
        .map(s => s.relation)
        .join(' ')
        .concat(e.dangling ? ' (dangling)' : ''),
    ]),
  );

describe('CmdbGraph', () => {
  const graph = CmdbGraph.from([
    testEntity('resource:default/orders-db', {
      relations: [['partOf', 'system:default/commerce']],
    }),
    testEntity('component:default/checkout-api', {
      relations: [
        ['dependsOn', 'resource:default/orders-db'],
        ['dependsOn', 'resource:default/gone'],
        ['providesApi', 'api:default/checkout'],
        ['partOf', 'system:default/commerce'],
      ],
    }),
    testEntity('api:default/checkout'),
    testEntity('component:default/storefront', {
      relations: [
        ['consumesApi', 'api:default/checkout'],
        ['partOf', 'system:default/web'],
      ],
    }),
    testEntity('system:default/commerce', {
      relations: [
        ['hasPart', 'component:default/checkout-api'],
        ['partOf', 'domain:default/retail'],
      ],
    }),
    testEntity('system:default/web'),
    testEntity('domain:default/retail'),
    testEntity('component:default/bystander', {
      relations: [['partOf', 'system:default/commerce']],
    }),
  ]);

  it('finds what is impacted, over every relation that carries impact, with the path', () => {
    const impact = graph.impactOf(['Resource:default/orders-db']);
    expect(impact.origins).toEqual(['resource:default/orders-db']);
    expect(summary(impact.entities)).toEqual({
      'component:checkout-api': 'dependencyOf',
      'system:commerce': 'partOf',
      'api:checkout': 'dependencyOf providesApi',
      'domain:retail': 'partOf partOf',
      'component:storefront': 'dependencyOf providesApi apiConsumedBy',
      'system:web': 'dependencyOf providesApi apiConsumedBy partOf',
    });
    expect(
      impact.entities.find(e => e.entityRef === 'api:default/checkout')?.path,
    ).toEqual([
      {
        from: 'resource:default/orders-db',
        relation: 'dependencyOf',
        to: 'component:default/checkout-api',
      },
      {
        from: 'component:default/checkout-api',
        relation: 'providesApi',
        to: 'api:default/checkout',
      },
    ]);
  });

  it('lists the nearest first and stops at maxDepth', () => {
    const depths = (maxDepth?: number) =>
      graph
        .impactOf(['resource:default/orders-db'], { maxDepth })
        .entities.map(e => e.depth);
    expect(depths()).toEqual([1, 1, 2, 2, 3, 4]);
    expect(depths(2)).toEqual([1, 1, 2, 2]);
    expect(depths(0)).toEqual([]);
  });

  it('says whether maxDepth kept something out', () => {
    const complete = (maxDepth?: number) =>
      graph.impactOf(['resource:default/orders-db'], { maxDepth }).complete;
    expect(complete()).toBe(true);
    expect(complete(4)).toBe(true);
    expect(complete(3)).toBe(false);
    expect(complete(0)).toBe(false);
  });

  it('survives a chain as long as the catalog', () => {
    const chain = CmdbGraph.from(
      Array.from({ length: 5_000 }, (_, i) =>
        testEntity(`component:default/c${i}`, {
          relations: i ? [['dependsOn', `component:default/c${i - 1}`]] : [],
        }),
      ),
    );
    const start = 'component:default/c0';
    const { entities, complete } = chain.impactOf([start]);
    expect({ reached: entities.length, complete }).toEqual({
      reached: 500,
      complete: false,
    });
    const whole = chain.impactOf([start], { maxDepth: Infinity });
    expect(whole.entities).toHaveLength(4_999);
    expect(whole.complete).toBe(true);
  });

  it('finds dependencies, and keeps those the catalog does not have', () => {
    expect(
      summary(graph.dependenciesOf(['component:default/storefront']).entities),
    ).toEqual({
      'api:checkout': 'consumesApi',
      'component:checkout-api': 'consumesApi apiProvidedBy',
      'resource:orders-db': 'consumesApi apiProvidedBy dependsOn',
      'resource:gone': 'consumesApi apiProvidedBy dependsOn (dangling)',
    });
    expect(graph.danglingRelations()).toEqual([
      {
        from: 'component:default/checkout-api',
        relation: 'dependsOn',
        to: 'resource:default/gone',
      },
    ]);
    expect(graph.has('resource:default/gone')).toBe(false);
    expect(graph.impactOf(['resource:default/gone']).entities).not.toEqual([]);
  });

  it('names starts that nothing knows', () => {
    expect(
      graph.impactOf(['component:default/nope', 'system:default/web']),
    ).toEqual({
      origins: ['system:default/web'],
      unknown: ['component:default/nope'],
      entities: [],
      complete: true,
    });
  });

  it('says how two entities hang together, in either direction', () => {
    expect(
      graph.pathBetween(
        'component:default/checkout-api',
        'resource:default/orders-db',
      ),
    ).toEqual({
      direction: 'depends-on',
      steps: [
        {
          from: 'component:default/checkout-api',
          relation: 'dependsOn',
          to: 'resource:default/orders-db',
        },
      ],
    });
    const up = graph.pathBetween(
      'resource:default/orders-db',
      'component:default/storefront',
    );
    expect(up?.direction).toBe('impacts');
    expect(up?.steps.map(s => s.relation)).toEqual([
      'dependencyOf',
      'providesApi',
      'apiConsumedBy',
    ]);
    expect(
      graph.pathBetween(
        'component:default/bystander',
        'component:default/checkout-api',
      ),
    ).toBeUndefined();
    expect(
      graph.pathBetween('system:default/web', 'system:default/web'),
    ).toEqual({ direction: 'depends-on', steps: [] });
  });
});

describe('CmdbGraph on any graph', () => {
  const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'gone'];
  const ref = (name: string) => `component:default/${name}`;
  const TO_DEPENDANT = [
    'dependencyOf',
    'apiConsumedBy',
    'providesApi',
    'partOf',
  ];
  const INVERSE: Record<string, string> = {
    dependsOn: 'dependencyOf',
    consumesApi: 'apiConsumedBy',
    apiProvidedBy: 'providesApi',
    hasPart: 'partOf',
    ...Object.fromEntries([
      ['dependencyOf', 'dependsOn'],
      ['apiConsumedBy', 'consumesApi'],
      ['providesApi', 'apiProvidedBy'],
      ['partOf', 'hasPart'],
    ] as const),
  };

  /** Random relations, at one end or both, cycles and loops and missing targets included. */
  const entities = fc
    .array(
      fc.record({
        from: fc.constantFrom(...NAMES.slice(0, -1)),
        relation: fc.constantFrom(...Object.keys(INVERSE)),
        to: fc.constantFrom(...NAMES),
        bothEnds: fc.boolean(),
      }),
      { maxLength: 24 },
    )
    .map(edges =>
      NAMES.slice(0, -1).map(name =>
        testEntity(ref(name), {
          relations: edges.flatMap(e => [
            ...(e.from === name
              ? [[e.relation, ref(e.to)] as [string, string]]
              : []),
            ...(e.to === name && e.bothEnds
              ? [[INVERSE[e.relation], ref(e.from)] as [string, string]]
              : []),
          ]),
        }),
      ),
    );
  const starts = fc
    .subarray(NAMES, { minLength: 1 })
    .map(names => names.map(ref));

  /** Every relation towards a dependant, as text, by brute force. */
  function relationsOf(all: Entity[]): Set<string> {
    const found = new Set<string>();
    for (const entity of all) {
      const from = ref(entity.metadata.name);
      for (const { type, targetRef } of entity.relations ?? []) {
        found.add(`${from} ${type} ${targetRef}`);
        found.add(`${targetRef} ${INVERSE[type]} ${from}`);
      }
    }
    return found;
  }

  function naiveClosure(all: Entity[], from: string[]): string[] {
    const relations = [...relationsOf(all)].map(line => line.split(' '));
    const reached = new Set(from);
    for (let size = -1; size !== reached.size; ) {
      size = reached.size;
      for (const [a, relation, b] of relations) {
        if (TO_DEPENDANT.includes(relation) && reached.has(a)) {
          reached.add(b);
        }
      }
    }
    return [...reached].filter(r => !from.includes(r)).sort();
  }

  it('impact is the closure over relations towards dependants', () => {
    fc.assert(
      fc.property(entities, starts, (all, from) => {
        const { entities: reached } = CmdbGraph.from(all).impactOf(from);
        expect(reached.map(e => e.entityRef).sort()).toEqual(
          naiveClosure(all, from),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('every path is a walk over relations of the catalog, from a start, as long as the depth', () => {
    fc.assert(
      fc.property(entities, starts, (all, from) => {
        const relations = relationsOf(all);
        const graph = CmdbGraph.from(all);
        for (const result of [
          graph.impactOf(from),
          graph.dependenciesOf(from),
        ]) {
          for (const { entityRef, depth, path, dangling } of result.entities) {
            expect(path).toHaveLength(depth);
            expect(from).toContain(path[0].from);
            expect(path[depth - 1].to).toBe(entityRef);
            expect(dangling).toBe(entityRef === ref('gone'));
            path.forEach((step, i) => {
              expect(relations).toContain(
                `${step.from} ${step.relation} ${step.to}`,
              );
              expect(i === 0 || path[i - 1].to === step.from).toBe(true);
            });
          }
        }
      }),
    );
  });

  it('the order of entities, relations and starts changes nothing, nor does asking again', () => {
    fc.assert(
      fc.property(entities, starts, (all, from) => {
        const graph = CmdbGraph.from(all);
        const once = JSON.stringify(graph.impactOf(from));
        expect(JSON.stringify(graph.impactOf(from))).toBe(once);
        const shuffled = CmdbGraph.from(
          [...all].reverse().map(entity => ({
            ...entity,
            relations: [...(entity.relations ?? [])].reverse(),
          })),
        );
        expect(
          JSON.stringify(shuffled.impactOf([...from, ...from].reverse())),
        ).toBe(once);
        expect(shuffled.danglingRelations()).toEqual(graph.danglingRelations());
      }),
    );
  });

  it('impact of an impacted entity is within the impact of the start', () => {
    fc.assert(
      fc.property(entities, starts, (all, from) => {
        const graph = CmdbGraph.from(all);
        const first = graph.impactOf(from).entities.map(e => e.entityRef);
        const again = graph
          .impactOf([...from, ...first])
          .entities.map(e => e.entityRef);
        expect(again).toEqual([]);
      }),
    );
  });

  it('a path between two entities exists exactly when one is in the impact of the other, and is shortest', () => {
    fc.assert(
      fc.property(
        entities,
        fc.constantFrom(...NAMES).map(ref),
        fc.constantFrom(...NAMES).map(ref),
        (all, a, b) => {
          fc.pre(a !== b);
          const graph = CmdbGraph.from(all);
          const depth = (from: string, to: string) =>
            graph.impactOf([from]).entities.find(e => e.entityRef === to)
              ?.depth ?? Infinity;
          const shortest = Math.min(depth(a, b), depth(b, a));
          expect(graph.pathBetween(a, b)?.steps.length ?? Infinity).toBe(
            shortest,
          );
        },
      ),
    );
  });
});
