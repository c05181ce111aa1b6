import { Experiment } from './model';
import { substitute, Variables } from './variables';

/**
 * What a drill does something to: its entity first, so that two drills of one entity never run at once, then what faults are
 * injected into and what actions talk to, each once and in order.
 *
 * @param resolved - what the provider of a fault makes of its target; left out, the target is what the experiment calls it
 */
export function targetsOf(
  { drill, method }: Pick<Experiment, 'drill' | 'method'>,
  variables: Pick<Variables, 'values'>,
  resolved: (provider: string, target: string) => readonly string[] = (
    _,
    target,
  ) => [target],
): string[] {
  const found = method.flatMap(({ type, provider }) => {
    if (provider.type === 'fault') {
      const target = String(substitute(provider.target, variables));
      return provider.with === 'http'
        ? originOf(target)
        : resolved(provider.with, target).map(
            each => `${provider.with}:${each}`,
          );
    }
    return type === 'action' && provider.type === 'http'
      ? originOf(String(substitute(provider.url, variables)))
      : [];
  });
  return [...(drill ? [drill.entity] : []), ...[...new Set(found)].sort()];
}

/** Faults of an experiment by the names of their providers, with their targets in the words of the provider. */
export function faultTargetsOf(
  { method }: Pick<Experiment, 'method'>,
  variables: Pick<Variables, 'values'>,
): { provider: string; target: string }[] {
  return method.flatMap(({ provider }) =>
    provider.type === 'fault'
      ? [
          {
            provider: provider.with,
            target: String(substitute(provider.target, variables)),
          },
        ]
      : [],
  );
}

function originOf(address: string): string[] {
  return URL.canParse(address) ? [new URL(address).origin] : [address];
}
