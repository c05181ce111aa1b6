import {
  Parameter,
  ParameterValues,
} from '@countersign/plugin-compliance-evidence-common';
import { CommandFailure } from '../../output/failure';

/** Parameters as `--parameter name=value` gives them: a list may be given item by item. */
export function valuesGiven(
  parameters: readonly Pick<Parameter, 'name' | 'type'>[],
  given: readonly string[] = [],
): ParameterValues {
  const values: ParameterValues = {};
  for (const each of given) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(each) ?? [];
    if (name === undefined) {
      throw new CommandFailure(
        `--parameter ${each} is not like quarter=2026Q3.`,
      );
    }
    const isList = parameters.some(
      parameter => parameter.name === name && parameter.type === 'list',
    );
    if (isList) values[name] = [...(values[name] ?? []), value];
    else if (Object.hasOwn(values, name)) {
      throw new CommandFailure(`The parameter ${name} is given twice.`);
    } else values[name] = value;
  }
  return values;
}
