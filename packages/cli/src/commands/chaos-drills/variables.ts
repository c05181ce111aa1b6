import { VariableSources } from '@countersign/plugin-chaos-drills-common';
import { CommandFailure } from '../../output/failure';

/** `--var name=value`, repeated. A value that is a number, or true or false, is one. */
export function variableSources(
  given: readonly string[] = [],
): VariableSources {
  return {
    environment: process.env,
    given: Object.fromEntries(given.map(readVariable)),
  };
}

function readVariable(text: string): [string, unknown] {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) {
    throw new CommandFailure(
      `--var ${text} is not like --var service_url=http://localhost:7008.`,
    );
  }
  if (value === 'true' || value === 'false') return [name, value === 'true'];
  return /^-?\d+(\.\d+)?$/.test(value) ? [name, Number(value)] : [name, value];
}
