import { ParameterValues } from '@countersign/plugin-compliance-evidence-common';
import { bound } from '@countersign/plugin-compliance-evidence-node';

/**
 * A filter of Google's with each `${parameter}` as a text in quotes, so that no value can say more than itself.
 *
 * @param list - how the language says that one of several is meant, such as `("a" OR "b")`
 */
export function boundFilter(
  text: string,
  values: ParameterValues,
  list: (quoted: readonly string[]) => string,
): string {
  return bound(text, values, value =>
    Array.isArray(value)
      ? list(value.map(each => JSON.stringify(each)))
      : JSON.stringify(value),
  );
}
