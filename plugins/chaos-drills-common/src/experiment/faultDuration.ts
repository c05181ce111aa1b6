import { Experiment } from './model';
import { substitute, Variables } from './variables';

/** How long the faults of an experiment are there at least, in milliseconds: the longest of them, since they may overlap. */
export function faultDuration(
  { method }: Pick<Experiment, 'method'>,
  variables: Pick<Variables, 'values'>,
): number {
  const seconds = method.map(({ provider }) =>
    provider.type === 'fault'
      ? Number(substitute(provider.seconds, variables))
      : 0,
  );
  return Math.max(0, ...seconds.filter(Number.isFinite)) * 1000;
}
