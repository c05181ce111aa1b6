import { didYouMean, wrongField } from '@countersign/plugin-governance-common';
import { SharedSettings } from './sharedSettings';

/**
 * Refuses environments that are not configured: a rule for one that is misspelt would bind nobody.
 *
 * @throws InputError naming the environments there are
 */
export function demandEnvironments(
  { environments }: Pick<SharedSettings, 'environments'>,
  field: string,
  named: readonly string[],
): void {
  const problem = environmentProblem(named, environments);
  if (problem) throw wrongField(field, problem);
}

/** Which of the names is no environment, and which there are; undefined when all are. */
export function environmentProblem(
  named: readonly string[],
  environments: readonly string[],
): string | undefined {
  const unknown = named.filter(name => !environments.includes(name));
  return unknown.length
    ? `there is no ${unknown.join(', ')}; it is one of ${environments.join(
        ', ',
      )}${didYouMean(unknown[0], environments)}`
    : undefined;
}
