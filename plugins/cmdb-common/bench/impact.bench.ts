/**
 * How long the impact of an entity takes to find in a catalog of 20,000.
 *
 * Prints one JSON object a line: `{ bench, metric, value, unit, n, setup }`.
 */
import type { Entity } from '@backstage/catalog-model';
import { CmdbGraph } from '../src';

const ENTITIES = 20_000;
const STARTS = 1_000;
const HUBS = 200;
const HUB_CANDIDATES = 600;
const SHARES = [
  ['system', 0.02],
  ['resource', 0.33],
  ['component', 0.45],
  ['api', 0.2],
] as const;

/** mulberry32: the same estate on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 2 ** 32;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Like a real estate: most things have a few dependencies, low numbers are
 * platform everybody stands on (the square makes them hubs), and one dependency
 * in fifty points back up, which makes cycles. Relations stand at both ends, as
 * the catalog serves them.
 */
function estate(random: () => number): Entity[] {
  const count = Object.fromEntries(
    SHARES.map(([kind, share]) => [kind, Math.round(ENTITIES * share)]),
  );
  const entities = new Map<string, Entity>();
  const names = (kind: string) =>
    Array.from(
      { length: count[kind] },
      (_, i) => `${kind}:default/${kind}-${i}`,
    );
  for (const [kind] of SHARES) {
    names(kind).forEach((ref, i) =>
      entities.set(ref, {
        apiVersion: 'backstage.io/v1alpha1',
        kind,
        metadata: {
          name: `${kind}-${i}`,
          annotations: { 'countersign.dev/criticality': `tier-${1 + (i % 4)}` },
        },
        spec: { owner: `team-${i % 400}` },
        relations: [],
      }),
    );
  }
  const relate = (from: string, to: string, type: string, inverse: string) => {
    entities.get(from)?.relations?.push({ type, targetRef: to });
    entities.get(to)?.relations?.push({ type: inverse, targetRef: from });
  };
  const hubbed = (below: number) => Math.floor(below * random() ** 2);
  for (let i = 0; i < count.component; i++) {
    const self = `component:default/component-${i}`;
    for (let n = Math.floor(random() * 4); n > 0; n--) {
      relate(
        self,
        `resource:default/resource-${hubbed(count.resource)}`,
        'dependsOn',
        'dependencyOf',
      );
    }
    const below = random() < 0.02 ? count.component : i;
    if (below > 0) {
      relate(
        self,
        `component:default/component-${hubbed(below)}`,
        'dependsOn',
        'dependencyOf',
      );
    }
    for (let n = Math.floor(random() * 3); n > 0; n--) {
      relate(
        self,
        `api:default/api-${hubbed(count.api)}`,
        'consumesApi',
        'apiConsumedBy',
      );
    }
    relate(
      self,
      `system:default/system-${i % count.system}`,
      'partOf',
      'hasPart',
    );
  }
  for (let i = 0; i < count.api; i++) {
    relate(
      `component:default/component-${Math.floor(random() * count.component)}`,
      `api:default/api-${i}`,
      'providesApi',
      'apiProvidedBy',
    );
  }
  for (let i = 1; i < count.resource; i++) {
    if (random() < 0.5) {
      relate(
        `resource:default/resource-${i}`,
        `resource:default/resource-${hubbed(i)}`,
        'dependsOn',
        'dependencyOf',
      );
    }
  }
  return [...entities.values()];
}

function percentile(sorted: number[], p: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * p) - 1)];
}

function report(
  metric: string,
  value: number,
  unit: string,
  n: number,
  setup: string,
) {
  const rounded = Math.round(value * 1000) / 1000;
  process.stdout.write(
    `${JSON.stringify({
      bench: 'cmdb-impact',
      metric,
      value: rounded,
      unit,
      n,
      setup,
    })}\n`,
  );
}

const random = seeded(20_261_121);
const entities = estate(random);
const relations =
  entities.reduce((n, e) => n + (e.relations?.length ?? 0), 0) / 2;

const buildStart = performance.now();
const graph = CmdbGraph.from(entities);
const buildMs = performance.now() - buildStart;

const refs = [...graph.items()].map(item => item.entityRef);
const directDependants = (ref: string) =>
  graph.impactOf([ref], { maxDepth: 1 }).entities.length;
const hubs = refs
  .map(ref => ({ ref, direct: directDependants(ref) }))
  .sort((a, b) => b.direct - a.direct)
  .slice(0, HUB_CANDIDATES)
  .map(({ ref }) => ({ ref, reach: graph.impactOf([ref]).entities.length }))
  .sort((a, b) => b.reach - a.reach)
  .slice(0, HUBS);
const starts = [
  ...hubs.map(hub => hub.ref),
  ...Array.from(
    { length: STARTS - HUBS },
    () => refs[Math.floor(random() * refs.length)],
  ),
];

let pathSteps = 0;
const timings = starts.map(ref => {
  const begin = performance.now();
  for (const { path } of graph.impactOf([ref]).entities) {
    pathSteps += path.length;
  }
  return performance.now() - begin;
});
timings.sort((a, b) => a - b);

const setup = `${
  graph.size
} entities, ${relations} relations; impact of one entity with every path made; ${HUBS} worst hubs (largest reach ${
  hubs[0].reach
}) and ${STARTS - HUBS} random starts; ${Math.round(
  pathSteps / STARTS,
)} path steps a start`;
report('impact_p50', percentile(timings, 0.5), 'ms', starts.length, setup);
report('impact_p95', percentile(timings, 0.95), 'ms', starts.length, setup);
report('impact_max', percentile(timings, 1), 'ms', starts.length, setup);
report('graph_build', buildMs, 'ms', 1, setup);
