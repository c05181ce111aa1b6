import { Settings } from '../settings';
import { wrongField } from './errors';

/**
 * Refuses environments that are not configured: a rule for one that is misspelt would bind nobody.
 *
 * @throws InputError naming the environments there are
 */
export function demandEnvironments(
  { environments }: Pick<Settings, 'environments'>,
  field: string,
  named: readonly string[],
): void {
  const unknown = named.filter(name => !environments.includes(name));
  if (unknown.length) {
    throw wrongField(
      field,
      `there is no ${unknown.join(', ')}; it is one of ${environments.join(
        ', ',
      )}`,
    );
  }
}
