import fc from 'fast-check';

/** A time in which a target behaves alike. */
export interface Phase {
  scrapes: number;
  /** Events a scrape. */
  rate: number;
  badShare: number;
  /** The process begins anew: its counters do, and a series is there once its first event is. */
  restarts: boolean;
  /** So many scrapes at its beginning fail: nobody looks, or the target does not answer. */
  missed: number;
  missedBy: 'nobody' | 'target';
  /** Every seventh scrape fails. */
  flaky: boolean;
}

/** One process that exposes metrics, as it lives. */
export interface Target {
  /** The scrape it is there from. */
  from: number;
  /** How it spells bounds of histograms. */
  bound: '0.3' | '0.30';
  phases: Phase[];
}

export type StoryKind = 'bad' | 'good' | 'latency' | 'threshold' | 'share';

/** What happens to what one objective is about. */
export interface Story {
  kind: StoryKind;
  target: number;
  window: string;
  /**
   * Counted are slices of time, which are good where so many of their events are, or by their ratio where that is absent;
   * events by themselves where there are no slices.
   */
  slices?: { minutes: number; target?: number };
  targets: Target[];
}

const phase: fc.Arbitrary<Phase> = fc.record({
  scrapes: fc.integer({ min: 2, max: 160 }),
  rate: fc.constantFrom(0, 0.1, 0.7, 4, 60),
  badShare: fc.constantFrom(0, 0, 0.003, 0.04, 0.3, 1),
  restarts: fc.boolean(),
  missed: fc.constantFrom(0, 0, 0, 1, 5, 39, 40, 41, 42),
  missedBy: fc.constantFrom('nobody' as const, 'target' as const),
  flaky: fc.boolean(),
});

const target: fc.Arbitrary<Target> = fc.record({
  from: fc.constantFrom(4, 4, 7, 50, 300),
  bound: fc.constantFrom('0.3' as const, '0.30' as const),
  phases: fc.array(phase, { minLength: 4, maxLength: 14 }),
});

/** What happens to objectives that make up another one. */
export interface CompositeStory {
  how: 'weighted' | 'serial' | 'parallel';
  /** Of all of them; what it makes of its parts is another one. */
  target: number;
  parts: (Story & { weight: number })[];
}

const slices = fc.record({
  minutes: fc.constantFrom(1, 2, 5, 7, 30),
  target: fc.constantFrom(0.5, 0.9, 0.95, 0.999, 1),
});

/** Stories of objectives over some of these windows whose budget is counted in slices of time. */
export function slicedStoryOver(
  windows: readonly string[],
  { byRatio = false } = {},
): fc.Arbitrary<Story> {
  return fc
    .tuple(storyOver(windows), slices)
    .map(([story, { minutes, target: sliceTarget }]) => ({
      ...story,
      slices: byRatio ? { minutes } : { minutes, target: sliceTarget },
    }));
}

/** Stories of two or three objectives that make up another one, all counted in one way. */
export function compositeOver(
  windows: readonly string[],
): fc.Arbitrary<CompositeStory> {
  const one = fc.record({
    story: storyOver(windows),
    weight: fc.constantFrom(1, 3, 0.1, 0.7),
    slices,
  });
  return fc
    .record({
      how: fc.constantFrom('weighted', 'serial', 'parallel'),
      target: fc.constantFrom(0.9, 0.99, 0.999),
      window: fc.constantFrom(...windows),
      method: fc.constantFrom('events', 'slices', 'ratios'),
      parts: fc.array(one, { minLength: 2, maxLength: 3 }),
    })
    .map(({ how, target: of, window, method, parts }) => ({
      how,
      target: of,
      parts: parts.map(
        ({ story, weight, slices: { minutes, target: good } }) => ({
          ...story,
          ...{ window, weight },
          ...(method === 'slices' && { slices: { minutes, target: good } }),
          ...(method === 'ratios' && { slices: { minutes } }),
        }),
      ),
    }));
}

/** Stories of objectives over some of these windows. */
export function storyOver(windows: readonly string[]): fc.Arbitrary<Story> {
  return fc.record({
    kind: fc.constantFrom<StoryKind>(
      ...(['bad', 'good', 'latency', 'threshold', 'share'] as const),
    ),
    target: fc.constantFrom(0.9, 0.95, 0.99, 0.995, 0.999, 0.9999),
    window: fc.constantFrom(...windows),
    targets: fc.array(target, { minLength: 1, maxLength: 3 }),
  });
}

/** What one scrape of one target gave: values by series, nothing where it failed. */
export interface Scrape {
  outcome: 'answered' | 'failed' | 'nobody';
  /** By the labels that tell its series apart. */
  part: Map<string, number>;
  total: Map<string, number>;
}

/** Plays a target: what each scrape shows, from the first to the last of its life. */
export function play(kind: StoryKind, { phases, bound }: Target): Scrape[] {
  const scrapes: Scrape[] = [];
  let counters = { good: 0, bad: 0 };
  let ever = { total: 0, bad: 0 };
  for (const each of phases) {
    if (each.restarts) counters = { good: 0, bad: 0 };
    for (let i = 0; i < each.scrapes; i++) {
      const events = countAfter(ever.total, each.rate);
      const bad = Math.min(
        events,
        Math.round((ever.total + events) * each.badShare) -
          Math.round(ever.total * each.badShare),
      );
      ever = { total: ever.total + each.rate, bad: ever.bad + bad };
      counters = {
        good: counters.good + events - bad,
        bad: counters.bad + bad,
      };
      const fails = i < each.missed || (each.flaky && i % 7 === 3);
      scrapes.push({
        outcome: fails ? failure(each) : 'answered',
        ...shown(kind, counters, bound),
      });
    }
  }
  return scrapes;
}

function failure({ missedBy }: Phase) {
  return missedBy === 'nobody' ? ('nobody' as const) : ('failed' as const);
}

function countAfter(before: number, rate: number): number {
  return Math.floor(before + rate) - Math.floor(before);
}

/** A series is there once it has counted something, as client libraries do. */
function shown(
  kind: StoryKind,
  { good, bad }: { good: number; bad: number },
  bound: Target['bound'],
): Pick<Scrape, 'part' | 'total'> {
  const series = (given: Record<string, number>) =>
    new Map(Object.entries(given).filter(([, value]) => value > 0));
  switch (kind) {
    case 'threshold': {
      // Seconds, above 0.3 where something went wrong.
      const value = new Map([['', bad % 3 === 1 ? 0.31 : 0.3]]);
      return { part: value, total: value };
    }
    case 'share': {
      // Sevenths, and now and then what is no share at all.
      const share = new Map([['', bad % 11 === 10 ? 1.5 : (bad % 7) / 7]]);
      return { part: share, total: share };
    }
    case 'latency': {
      const all = series({ '': good + bad });
      return {
        // Zero is shown, too, once anything was observed.
        part: all.size ? new Map([[`,le="${bound}"`, good]]) : new Map(),
        total: all,
      };
    }
    default: {
      const codes = series({ ',code="200"': good, ',code="500"': bad });
      const wanted = kind === 'good' ? ',code="200"' : ',code="500"';
      return {
        part: new Map([...codes].filter(([labels]) => labels === wanted)),
        total: codes,
      };
    }
  }
}
