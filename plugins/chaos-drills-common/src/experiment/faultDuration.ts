import { Experiment } from './model';
import { substitute, Variables } from './variables';

/** How long the faults of an experiment are there, in milliseconds. */
export interface FaultDuration {
  /** Of the longest one: they may follow each other with a pause between, and then alerts see each by itself. */
  longest: number;
  /** Of all, one after the other: what they spend together is no more. */
  total: number;
}

/** How long the faults of an experiment are there, as it is written. */
export function faultDuration(
  { method }: Pick<Experiment, 'method'>,
  variables: Pick<Variables, 'values'>,
): FaultDuration {
  const lasting = method.flatMap(({ provider }) => {
    if (provider.type !== 'fault') return [];
    const ms = Number(substitute(provider.seconds, variables)) * 1000;
    return Number.isFinite(ms) ? [ms] : [];
  });
  return {
    longest: Math.max(0, ...lasting),
    total: lasting.reduce((sum, ms) => sum + ms, 0),
  };
}
