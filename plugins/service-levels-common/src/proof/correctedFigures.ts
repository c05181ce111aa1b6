import {
  entriesBeside,
  Interval,
  mergeIntervals,
  StoryContext,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { Counts, standingOf } from '../arithmetic/budget';
import {
  CorrectionFacts,
  excludedCounts,
  excludedTimes,
  foldCorrection,
} from '../corrections';
import { Counted, HOUR_MS, Hours, hoursOf } from './counted';

/** What was found about figures without the times that corrections leave out. */
export interface CheckedCorrection {
  /** Why they do not follow; undefined where they do. */
  problem?: string;
  relies: string[];
}

/** A transaction is over by then: what was recorded of a correction before that was there to be known. */
const RECORDING_MS = 60_000;

/** What of the window that ends then is left out: the same whole hours that its figures are of. */
export function correctedRange(
  window: Counted['window'],
  to: number,
): Interval {
  return { start: hoursOf(window, to).first - HOUR_MS, end: to };
}

/**
 * Holds corrected figures against the corrections they name: each stood when they were worked out, left out the time that is said,
 * and took out no more than was counted in it; what is left is what they have.
 */
export function checkCorrected(
  { corrected, figures, window, target, to }: Counted,
  about: {
    entry: LedgerEntry;
    objective: string;
    hours: Hours;
    context: StoryContext;
  },
): CheckedCorrection {
  if (!corrected) return { relies: [] };
  const relies = new Set<string>();
  const { corrections } = corrected;
  const problem = ((): string | undefined => {
    if (!figures || corrections.length === 0) {
      return 'they correct nothing';
    }
    const taken = sumOf(corrections);
    const left = {
      bad: figures.bad - taken.bad,
      total: figures.total - taken.total,
    };
    if (left.bad !== corrected.bad || left.total !== corrected.total) {
      return `${corrected.bad} of ${corrected.total} is not what is left without ${taken.bad} of ${taken.total}`;
    }
    const own = standingOf(left, target);
    const same = (['sli', 'burnRate', 'budgetLeft'] as const).every(
      name =>
        corrected[name] === (typeof own === 'string' ? undefined : own[name]),
    );
    if (!same) return 'they are not those of their counts';
    const stood = corrections.map(named => ({
      named,
      facts: factsOf(named, about),
    }));
    const unknown = stood.filter(({ facts }) => facts === undefined);
    if (unknown.length > 0) {
      relies.add(
        `That corrections left out what is said: the entries of ${unknown
          .map(({ named }) => named.number)
          .join(', ')} are not beside the objective's.`,
      );
      return undefined;
    }
    return standing(
      stood as { named: Named; facts: CorrectionFacts | string }[],
      { range: correctedRange(window, Date.parse(to)), ...about },
    );
  })();
  return { ...(problem !== undefined && { problem }), relies: [...relies] };
}

type Named = NonNullable<Counted['corrected']>['corrections'][number];

/** Why one of them does not stand, or did not leave out what is said. */
function standing(
  stood: readonly { named: Named; facts: CorrectionFacts | string }[],
  about: { objective: string; hours: Hours; range: Interval },
): string | undefined {
  const known: { named: Named; times: Interval[] }[] = [];
  for (const { named, facts } of stood) {
    if (typeof facts === 'string') return facts;
    if (!facts.objectives.includes(about.objective)) {
      return `${named.number} does not correct it`;
    }
    const times = excludedTimes(facts, about.range);
    if (times.length === 0) return `${named.number} left out nothing then`;
    known.push({ named, times });
  }
  const lengths = excludedCounts(
    [],
    known.map(({ named, times }) => ({ number: named.number, times })),
  );
  const other = known.find(
    ({ named }, i) => named.excluded !== lengths[i].excluded,
  );
  if (other) {
    return `${other.named.number} left out another time than is said`;
  }
  const most = countedAround(
    mergeIntervals(known.flatMap(({ times }) => times)),
    about.hours,
  );
  const taken = sumOf(known.map(({ named }) => named));
  return most && (taken.bad > most.bad || taken.total > most.total)
    ? `${taken.bad} of ${taken.total} are left out, and no more than ${most.bad} of ${most.total} were counted then`
    : undefined;
}

/** A correction as it was known; undefined where its entries are not there, in words where they say otherwise. */
function factsOf(
  { number, upTo }: Named,
  { entry, context }: { entry: LedgerEntry; context: StoryContext },
): CorrectionFacts | string | undefined {
  const entries = entriesBeside(context, number);
  const last = entries.findIndex(({ id }) => id === upTo);
  if (last < 0) return undefined;
  const recorded = Date.parse(entry.occurredAt) - RECORDING_MS;
  const isOld = entries
    .slice(last + 1)
    .some(({ occurredAt }) => Date.parse(occurredAt) < recorded);
  if (isOld) return `what was known of ${number} was out of date`;
  return foldCorrection(entries.slice(0, last + 1));
}

/** All that was counted in the hours that times touch; undefined where one of them is not told. */
function countedAround(
  times: readonly Interval[],
  hours: Hours,
): Counts | undefined {
  const ends = new Set<number>();
  for (const { start, end } of times) {
    for (let i = Math.floor(start / HOUR_MS); i * HOUR_MS < end; i++) {
      ends.add((i + 1) * HOUR_MS);
    }
  }
  const touched = [...ends].map(end => hours.get(end));
  return touched.every(hour => hour !== undefined)
    ? sumOf(touched as Counts[])
    : undefined;
}

function sumOf(all: readonly Counts[]): Counts {
  return {
    bad: all.reduce((sum, { bad }) => sum + bad, 0),
    total: all.reduce((sum, { total }) => sum + total, 0),
  };
}
