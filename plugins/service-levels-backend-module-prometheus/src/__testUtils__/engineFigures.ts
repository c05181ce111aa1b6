import {
  ClosedStep,
  composedReading,
  Evaluation,
  Meter,
  Objective,
  Reading,
  readDuration,
} from '@countersign/plugin-service-levels-common';
import { play, Scrape, Story } from './stories';

export const SCRAPE_MS = 15_000;

/** Milliseconds: how far scrapes lie after whole quarters of a minute, and minutes that are played. */
export interface PlayOptions {
  phaseMs: number;
  minutes: number;
}

/** An objective that the engine measures by a story. */
class Measured {
  readonly #meter: Meter;
  readonly #readings: Reading[];
  #next = 0;

  constructor(objective: Objective, story: Story, phaseMs: number) {
    this.#meter = freshMeter(objective);
    this.#readings = readingsOf(objective, story, phaseMs);
  }

  /** @returns the steps that are closed by then */
  advance(at: number): ClosedStep[] {
    while (this.#readings[this.#next]?.at <= at) {
      this.#meter.observe(this.#readings[this.#next]);
      this.#next += 1;
    }
    return this.#meter.close(at);
  }

  evaluate(): Evaluation {
    return this.#meter.evaluate();
  }
}

function freshMeter(objective: Objective): Meter {
  const { step } = new Meter(objective, Meter.begin(0, 60_000));
  return new Meter(objective, Meter.begin(0, step));
}

/** What the engine says of an objective at each step, in order. */
export function engineFigures(
  objective: Objective,
  story: Story,
  options: PlayOptions,
): Evaluation[] {
  const measured = new Measured(objective, story, options.phaseMs);
  return eachStep(objective, options, at => {
    measured.advance(at);
    return measured.evaluate();
  });
}

/** The same of an objective that others make up. */
export function compositeFigures(
  objective: Objective,
  parts: readonly [Objective, Story][],
  options: PlayOptions,
): Evaluation[] {
  const { kind, parts: composed } = objective.composite!;
  const measured = parts.map(
    ([part, story]) => new Measured(part, story, options.phaseMs),
  );
  const meter = freshMeter(objective);
  return eachStep(objective, options, at => {
    const steps = measured.map((each, i) => ({
      weight: composed[i].weight,
      steps: each.advance(at),
    }));
    meter.observe(composedReading(at, kind, steps));
    meter.close(at);
    return meter.evaluate();
  });
}

function eachStep(
  objective: Objective,
  { minutes }: PlayOptions,
  evaluate: (at: number) => Evaluation,
): Evaluation[] {
  const { step } = freshMeter(objective);
  return Array.from({ length: (minutes * 60_000) / step }, (_, i) =>
    evaluate((i + 1) * step),
  );
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
  if (kind === 'threshold' || kind === 'share') {
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
