import { SCRAPE_MS } from './engineFigures';
import { CompositeStory, play, Scrape, Story, Target } from './stories';

/** promtool scrapes at multiples of this: what is scraped aside of whole quarters of a minute needs a finer one. */
export const SLOT_MS = 5_000;

const metrics = {
  bad: { part: 'events{i}_total{code="500"}', total: 'events{i}_total' },
  good: { part: 'events{i}_total{code="200"}', total: 'events{i}_total' },
  latency: {
    part: 'seconds{i}_bucket{le="0.3"}',
    total: 'seconds{i}_count',
  },
  threshold: { part: 'seconds{i}', total: 'seconds{i}' },
  share: { part: 'share{i}', total: 'share{i}' },
} as const;

/** Stories by their names, in which metrics and objectives are found again: `2`, and `2_1` for a part of a composite. */
export type Named = [name: string, story: Story];

const queryOf = ([name, { kind }]: Named, role: 'part' | 'total') =>
  metrics[kind][role].replace('{i}', name);

/** The definition of what a story is about. */
export function definitionOf(story: Story, i: number): string {
  return sloOf(`story-${i}`, story, [objectiveOf([String(i), story])]);
}

/** The definition of what parts make up, and of the parts. */
export function compositeDefinitionOf(
  { how, target, parts }: CompositeStory,
  i: number,
): string {
  return sloOf(
    `story-${i}`,
    parts[0],
    partsOf(parts, i).map((named, k) =>
      objectiveOf(named, `, compositeWeight: ${parts[k].weight}`),
    ),
    `, annotations: { countersign.dev/composite: ${how}, countersign.dev/composite-target: '${target}' }`,
  );
}

/** The stories of parts, by their names. */
export function partsOf(parts: readonly Story[], i: number): Named[] {
  return parts.map((part, k) => [`${i}_${k}`, part]);
}

function sloOf(
  name: string,
  { slices, window }: Story,
  objectives: string[],
  annotations = '',
): string {
  const sliced =
    slices?.target === undefined ? 'RatioTimeslices' : 'Timeslices';
  return `apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name}${annotations} }
spec:
  service: shop
  budgetingMethod: ${slices ? sliced : 'Occurrences'}
  timeWindow: [{ duration: ${window}, isRolling: true }]
  objectives: [${objectives.join(', ')}]
`;
}

function objectiveOf(named: Named, more = ''): string {
  const [name, { kind, target, slices }] = named;
  const op = kind === 'threshold' ? ', op: lte, value: 0.3' : '';
  const goal =
    slices?.target === undefined ? '' : `, timeSliceTarget: ${slices.target}`;
  const slice = slices ? `${goal}, timeSliceWindow: ${slices.minutes}m` : '';
  return `{ target: ${target}${op}${slice}${more}, indicator: { metadata: { name: story-${name.replace(
    '_',
    '-',
  )} }, spec: { ${indicatorOf(named)} } } }`;
}

function indicatorOf(named: Named): string {
  const [, { kind }] = named;
  const metric = (role: 'part' | 'total') =>
    `{ metricSource: { type: prometheus, spec: { query: '${queryOf(
      named,
      role,
    )}' } } }`;
  const part = metric('part');
  switch (kind) {
    case 'threshold':
      return `thresholdMetric: ${part}`;
    case 'share':
      return `ratioMetric: { rawType: failure, raw: ${part} }`;
    default: {
      const counted = kind === 'bad' ? 'bad' : 'good';
      const total = metric('total');
      return `ratioMetric: { counter: true, ${counted}: ${part}, total: ${total} }`;
    }
  }
}

/** Series slot by slot; one that ends is marked stale, as Prometheus does. */
class SeriesWriter {
  readonly #values = new Map<string, string[]>();
  readonly #live = new Set<string>();

  put(slot: number, name: string, value: number): void {
    const values = this.#until(slot, name);
    values.push(String(value));
    this.#live.add(name);
  }

  endOthers(slot: number, shown: ReadonlyMap<string, number>): void {
    for (const name of [...this.#live]) {
      if (name.startsWith('up{') || shown.has(name)) continue;
      this.#until(slot, name).push('stale');
      this.#live.delete(name);
    }
  }

  endAll(slot: number): void {
    this.endOthers(slot, new Map());
  }

  series(): { series: string; values: string }[] {
    return Array.from(this.#values, ([series, values]) => ({
      series,
      values: values.join(' '),
    }));
  }

  #until(slot: number, name: string): string[] {
    const values = this.#values.get(name) ?? [];
    this.#values.set(name, values);
    while (values.length < slot) values.push('_');
    return values;
  }
}

/** The series that Prometheus has of a story, as promtool takes them. */
export function seriesOf(named: Named, phaseMs: number) {
  const [name, story] = named;
  return story.targets.flatMap((target, k) => {
    const instance = `job="shop",instance="story-${name}-${k}"`;
    const writer = new SeriesWriter();
    const first = (target.from * SCRAPE_MS + phaseMs) / SLOT_MS;
    const scrapes = play(story.kind, target);
    scrapes.forEach((scrape, n) => {
      const slot = first + (n * SCRAPE_MS) / SLOT_MS;
      write(writer, slot, shownBy(named, instance, scrape), scrape.outcome);
      if (scrape.outcome !== 'nobody') {
        writer.put(
          slot,
          `up{${instance}}`,
          scrape.outcome === 'answered' ? 1 : 0,
        );
      }
    });
    if (endsMarked(target)) {
      writer.endAll(first + (scrapes.length * SCRAPE_MS) / SLOT_MS);
    }
    return writer.series();
  });
}

/** Whether Prometheus is told that a target is gone; of a Prometheus that was off then, nobody is. */
function endsMarked({ bound }: Target): boolean {
  return bound === '0.30';
}

function shownBy(
  named: Named,
  instance: string,
  { part, total }: Scrape,
): Map<string, number> {
  const shown = new Map<string, number>();
  for (const [role, series] of [
    ['part', part],
    ['total', total],
  ] as const) {
    const [name] = queryOf(named, role).split(/[{](?!i)/);
    for (const [labels, value] of series) {
      shown.set(`${name}{${instance}${labels}}`, value);
    }
  }
  return shown;
}

function write(
  writer: SeriesWriter,
  slot: number,
  shown: ReadonlyMap<string, number>,
  outcome: Scrape['outcome'],
): void {
  if (outcome === 'nobody') return;
  const now = outcome === 'answered' ? shown : new Map<string, number>();
  writer.endOthers(slot, now);
  for (const [name, value] of now) writer.put(slot, name, value);
}
