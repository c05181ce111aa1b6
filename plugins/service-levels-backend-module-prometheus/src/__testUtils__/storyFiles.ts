import { SCRAPE_MS } from './engineFigures';
import { play, Scrape, Story, Target } from './stories';

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
} as const;

const queryOf = ({ kind }: Story, role: 'part' | 'total', i: number) =>
  metrics[kind][role].replace('{i}', String(i));

/** The definition of what a story is about. */
export function definitionOf(story: Story, i: number): string {
  const metric = (role: 'part' | 'total') =>
    `{ metricSource: { type: prometheus, spec: { query: '${queryOf(
      story,
      role,
      i,
    )}' } } }`;
  const counted = story.kind === 'bad' ? 'bad' : 'good';
  const indicator =
    story.kind === 'threshold'
      ? `thresholdMetric: ${metric('part')}`
      : `ratioMetric: { counter: true, ${counted}: ${metric(
          'part',
        )}, total: ${metric('total')} }`;
  const op = story.kind === 'threshold' ? ', op: lte, value: 0.3' : '';
  const { slices } = story;
  const slice = slices
    ? `, timeSliceTarget: ${slices.target}, timeSliceWindow: ${slices.minutes}m`
    : '';
  return `apiVersion: openslo/v1
kind: SLO
metadata: { name: story-${i} }
spec:
  service: shop
  budgetingMethod: ${slices ? 'Timeslices' : 'Occurrences'}
  timeWindow: [{ duration: ${story.window}, isRolling: true }]
  objectives: [{ target: ${story.target}${op}${slice} }]
  indicator:
    metadata: { name: story-${i} }
    spec: { ${indicator} }
`;
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
export function seriesOf(story: Story, i: number, phaseMs: number) {
  return story.targets.flatMap((target, k) => {
    const instance = `job="shop",instance="story-${i}-${k}"`;
    const writer = new SeriesWriter();
    const first = (target.from * SCRAPE_MS + phaseMs) / SLOT_MS;
    const scrapes = play(story.kind, target);
    scrapes.forEach((scrape, n) => {
      const slot = first + (n * SCRAPE_MS) / SLOT_MS;
      write(writer, slot, shownBy(story, i, instance, scrape), scrape.outcome);
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
  story: Story,
  i: number,
  instance: string,
  { part, total }: Scrape,
): Map<string, number> {
  const shown = new Map<string, number>();
  for (const [role, series] of [
    ['part', part],
    ['total', total],
  ] as const) {
    const [name] = queryOf(story, role, i).split(/[{](?!i)/);
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
