import { InputError } from '@backstage/errors';
import { ParameterValues } from '@countersign/plugin-compliance-evidence-common';
import { didYouMean } from '@countersign/plugin-governance-common';

/** The value of a parameter that a query asks for. @throws InputError where the run has none of that name */
export function parameterOf(
  values: ParameterValues,
  name: string,
): string | string[] {
  if (Object.hasOwn(values, name)) return values[name];
  throw new InputError(
    `The query asks for \${${name}}, which the run does not have; it has ${
      Object.keys(values).join(', ') || 'no parameters'
    }`,
  );
}

const PLACEHOLDER = /\$\{([^}]*)\}/g;

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
  return text.replace(PLACEHOLDER, (_, name: string) =>
    bind(parameterOf(values, name), name),
  );
}

/**
 * A query of lines such as `align: ALIGN_MEAN`. A line that begins with a blank goes on with the one before it.
 *
 * @throws InputError naming a line that is not known, or one that is missing
 */
export function readQueryLines<Name extends string>(
  text: string,
  known: readonly Name[],
  required: readonly Name[],
): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const line of text.replace(/\n[ \t]+/g, ' ').split('\n')) {
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    const word = line.slice(0, Math.max(colon, 0)).trim();
    const name = known.find(each => each === word);
    if (colon < 0 || !name) {
      throw new InputError(
        `The query has the line "${line.trim().slice(0, 60)}"${didYouMean(
          word,
          known,
        )}; lines are ${known.map(each => `${each}: …`).join(', ')}`,
      );
    }
    if (found[name] !== undefined) {
      throw new InputError(`The query has ${name} twice`);
    }
    found[name] = line.slice(colon + 1).trim();
  }
  const missing = required.find(name => found[name] === undefined);
  if (missing) throw new InputError(`The query needs a line ${missing}: …`);
  return found;
}

/** An instant of a query, which may stand in quotes. @throws InputError where it is none */
export function instantIn(text: string, name: string): Date {
  const at = new Date(text.replace(/^"(.*)"$/, '$1'));
  if (!Number.isNaN(at.getTime())) return at;
  throw new InputError(
    `${name} must be a date and time such as 2026-09-30T22:00:00Z, not ${text}`,
  );
}
