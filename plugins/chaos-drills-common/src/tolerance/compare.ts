import { JSONPath as lookUp } from 'jsonpath-plus';
import { RE2JS } from 're2js';
import { Comparison, Tolerance } from './model';
import { isSameJson } from './sameJson';

/** So much of what was compared is kept. */
const LONGEST_SHOWN = 500;

/** Compares the output of a probe, as Chaos Toolkit does, and says which value of it was compared. */
export function compare(
  tolerance: Exclude<Tolerance, { kind: 'probe' }>,
  output: unknown,
): Comparison {
  const { met, what, compared, expected } = comparisonOf(tolerance, output);
  return { met, what, compared: shown(compared), expected };
}

function comparisonOf(
  tolerance: Exclude<Tolerance, { kind: 'probe' }>,
  output: unknown,
): Comparison {
  const whole = statusOf(output);
  switch (tolerance.kind) {
    case 'equals':
      return {
        ...whole,
        met: whole.compared === tolerance.value,
        expected: JSON.stringify(tolerance.value),
      };
    case 'between': {
      const { least, most } = tolerance;
      return {
        ...whole,
        met: isBetween(whole.compared, least, most),
        expected: `from ${least} to ${most}`,
      };
    }
    case 'one-of':
      return {
        ...whole,
        met: tolerance.values.some(value => isSameJson(value, whole.compared)),
        expected: `one of ${tolerance.values
          .map(value => JSON.stringify(value))
          .join(', ')}`,
      };
    case 'range': {
      const { least, most } = tolerance;
      const { what, value } = aimed(output, tolerance.target);
      const number = numberOf(value);
      return {
        what,
        compared: value,
        met: number !== undefined && number >= least && number <= most,
        expected: `from ${least} to ${most}`,
      };
    }
    case 'regex': {
      const { what, value } = aimed(output, tolerance.target);
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return {
        what,
        compared: value,
        met:
          text !== undefined &&
          RE2JS.compile(tolerance.pattern).matcher(text).find(),
        expected: `something that matches ${tolerance.pattern}`,
      };
    }
    case 'jsonpath':
      return lookedUp(tolerance, output);
    default:
      return tolerance satisfies never;
  }
}

function lookedUp(
  tolerance: Extract<Tolerance, { kind: 'jsonpath' }>,
  output: unknown,
): Comparison {
  const { path, count, target } = tolerance;
  const { what, value } = aimed(output, target);
  const json = typeof value === 'string' ? parsed(value) : value;
  const found: unknown[] =
    typeof json === 'object' && json !== null
      ? lookUp({ path, json, eval: false, wrap: true })
      : [];
  const base = { what: `${path} of ${what}`, compared: found };
  if ('expect' in tolerance) {
    const { expect } = tolerance;
    const wanted = Array.isArray(expect) ? expect : [expect];
    return {
      ...base,
      met: isSameJson(found, wanted),
      expected: JSON.stringify(wanted),
    };
  }
  return count === undefined
    ? { ...base, met: found.length > 0, expected: 'something' }
    : {
        ...base,
        met: found.length === count,
        expected: `${count} found`,
      };
}

/** An HTTP status or an exit status where the output has one; else the output. */
function statusOf(output: unknown): { what: string; compared: unknown } {
  if (isObject(output) && 'status' in output) {
    return {
      what: 'stdout' in output ? 'exit status' : 'status',
      compared: output.status,
    };
  }
  return { what: 'output', compared: output };
}

/** As in Chaos Toolkit the whole output stands in for a part that it has not. */
function aimed(
  output: unknown,
  target: string | undefined,
): { what: string; value: unknown } {
  return target !== undefined && isObject(output) && target in output
    ? { what: target, value: output[target] }
    : { what: 'output', value: output };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBetween(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function shown(value: unknown): unknown {
  const text = JSON.stringify(value);
  if (text === undefined || text.length <= LONGEST_SHOWN) return value;
  const plain = typeof value === 'string' ? value : text;
  return `${plain.slice(0, LONGEST_SHOWN)}…`;
}
