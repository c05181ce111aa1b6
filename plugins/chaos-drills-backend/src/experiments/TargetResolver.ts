import { InputError } from '@backstage/errors';
import {
  faultTargetsOf,
  targetsOf,
} from '@countersign/plugin-chaos-drills-common';
import { wrongField } from '@countersign/plugin-governance-common';
import { isNamedTarget, Playable } from './ExperimentLibrary';
import { FaultProviderSet } from './FaultProviderSet';

/** Says what an experiment would be done to at this moment. */
export class TargetResolver {
  constructor(private readonly faults: Pick<FaultProviderSet, 'get'>) {}

  /**
   * @throws InputError where a provider is missing, or a target does not belong to the entity
   */
  async resolve(
    { experiment, variables, target: settings }: Playable,
    signal: AbortSignal,
  ): Promise<string[]> {
    const { entity } = experiment.drill;
    const resolved = new Map<string, readonly string[]>();
    for (const { provider: name, target } of faultTargetsOf(
      experiment,
      variables,
    )) {
      // Its hosts are those of the experiment, which are looked at where it is read.
      if (name === 'http') continue;
      const provider = this.faults.get(name);
      if (!provider) {
        throw wrongField(
          'experiment',
          `there is no fault provider ${name} in this portal`,
          InputError,
        );
      }
      const belongs = provider.belongs
        ? await provider.belongs(target, entity)
        : isNamedTarget(target, settings);
      if (!belongs) {
        throw wrongField(
          'experiment',
          `${target} does not belong to ${entity}`,
          InputError,
        );
      }
      const found = (await provider.resolve?.(target, signal)) ?? [target];
      if (found.length === 0) {
        throw wrongField(
          'experiment',
          `${name} finds nothing that is ${target}`,
          InputError,
        );
      }
      resolved.set(keyOf(name, target), found);
    }
    return targetsOf(
      experiment,
      variables,
      (name, target) => resolved.get(keyOf(name, target)) ?? [target],
    );
  }
}

function keyOf(provider: string, target: string): string {
  return JSON.stringify([provider, target]);
}
