import { ParameterValues } from '@countersign/plugin-compliance-evidence-common';
import { parameterOf } from '@countersign/plugin-compliance-evidence-node';

const placeholder = /\$\{([^}]*)\}/g;

/**
 * The text of a query with each `${parameter}` replaced by what a source makes of its value. What it makes is safe in the
 * source's own language: nothing is pasted as it is.
 *
 * @throws InputError naming a parameter that there is none of
 */
export function bound(
  text: string,
  values: ParameterValues,
  bind: (value: string | string[], name: string) => string,
): string {
  return text.replace(placeholder, (_, name: string) =>
    bind(parameterOf(values, name), name),
  );
}
