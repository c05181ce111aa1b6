import {
  Evaluation,
  Meter,
  Objective,
  Reading,
  readDuration,
} from '@countersign/plugin-service-levels-common';
import { play, Scrape, Story } from './stories';

export const SCRAPE_MS = 15_000;

/** What the engine says of an objective at each step, in order. */
export function engineFigures(
  objective: Objective,
  story: Story,
  options: { phaseMs: number; minutes: number },
): Evaluation[] {
  const { phaseMs, minutes } = options;
  const { step } = new Meter(objective, Meter.begin(0, 60_000));
  const meter = new Meter(objective, Meter.begin(0, step));
  const readings = readingsOf(objective, story, phaseMs);
  const evaluations: Evaluation[] = [];
  let next = 0;
  for (let at = step; at <= minutes * 60_000; at += step) {
    while (next < readings.length && readings[next].at <= at) {
      meter.observe(readings[next]);
      next += 1;
    }
    meter.close(at);
    evaluations.push(meter.evaluate());
  }
  return evaluations;
}

/**
 * One process is read as its own page is. Several are counted each by itself and added up, as a source does that gives
 * counts: which process was there before decides whether a series was born.
 */
function readingsOf(
  objective: Objective,
  { kind, targets }: Story,
  phaseMs: number,
): Reading[] {
  if (kind === 'threshold') {
    const values = new Map<number, number[]>();
    for (const { at, scrape } of targets.flatMap(each =>
      scrapesOf(kind, each, phaseMs),
    )) {
      if (scrape.outcome !== 'answered') continue;
      values.set(at, [...(values.get(at) ?? []), ...scrape.part.values()]);
    }
    return inOrder(
      Array.from(values, ([at, found]) => ({
        at,
        part: {
          kind: 'gauge' as const,
          series: found.map((value, i) => ({
            key: String(i),
            samples: [{ at, value }],
          })),
        },
      })),
    );
  }
  const [only, ...others] = targets.map(each => scrapesOf(kind, each, phaseMs));
  if (others.length === 0) {
    return only.flatMap(({ at, scrape }) => pageOf(at, scrape));
  }
  return addedUp(
    [only, ...others].map(scrapes => countsOf(objective, scrapes)),
  );
}

type Timed = { at: number; scrape: Scrape };

function scrapesOf(
  kind: Story['kind'],
  target: Story['targets'][number],
  phaseMs: number,
): Timed[] {
  return play(kind, target).map((scrape, i) => ({
    at: (target.from + i) * SCRAPE_MS + phaseMs,
    scrape,
  }));
}

function pageOf(at: number, { outcome, part, total }: Scrape): Reading[] {
  if (outcome !== 'answered') return [];
  const counter = (series: Map<string, number>) => ({
    kind: 'counter' as const,
    series: Array.from(series, ([key, value]) => ({
      key,
      samples: [{ at, value }],
    })),
  });
  return [{ at, part: counter(part), total: counter(total) }];
}

type Count = { at: number; part?: number; total?: number };

/** What one process counted by each scrape; nothing of what it did not show. */
function countsOf(objective: Objective, scrapes: readonly Timed[]): Count[] {
  const counting: Objective = {
    ...objective,
    // Each process is counted event by event: what is a slice is for their sum to say.
    method: { kind: 'occurrences' },
    window: { kind: 'rolling', duration: readDuration('1h')! },
    conditions: [],
    indicator: {
      kind: 'ratio',
      counted: 'bad',
      counter: true,
      part: { spec: {} },
      total: { spec: {} },
    },
  };
  const meter = new Meter(counting, Meter.begin(0, SCRAPE_MS));
  return scrapes.flatMap(({ at, scrape }) => {
    const [reading] = pageOf(at, scrape);
    if (!reading) return [];
    meter.observe(reading);
    const [step] = meter.close(Math.ceil(at / SCRAPE_MS) * SCRAPE_MS);
    if (!step) return [];
    return [
      {
        at,
        ...(scrape.part.size > 0 && { part: step.bad }),
        ...(scrape.total.size > 0 && { total: step.total }),
      },
    ];
  });
}

function addedUp(all: readonly Count[][]): Reading[] {
  const byTime = new Map<number, Count>();
  const add = (a?: number, b?: number) => (a === undefined ? b : a + (b ?? 0));
  for (const { at, part, total } of all.flat()) {
    const known = byTime.get(at);
    byTime.set(at, {
      at,
      part: add(known?.part, part),
      total: add(known?.total, total),
    });
  }
  const counts = (at: number, value: number | undefined) => ({
    kind: 'counts' as const,
    counts: value === undefined ? [] : [{ at, value }],
  });
  return inOrder(
    Array.from(byTime.values(), ({ at, part, total }) => ({
      at,
      part: counts(at, part),
      total: counts(at, total),
    })),
  );
}

function inOrder(readings: Reading[]): Reading[] {
  return readings.sort((a, b) => a.at - b.at);
}
