import { inWords } from '@countersign/plugin-governance-common';
import { RE2JS } from 're2js';
import { z } from 'zod';
import { activitySchema } from '../experiment/schemas';
import { Tolerance } from './model';

/** What is wrong with a tolerance, and where in it. */
export interface ToleranceProblem {
  path: PropertyKey[];
  message: string;
}

type Read = { tolerance: Tolerance } | { problems: ToleranceProblem[] };

const target = z.string().min(1).optional();
const regexSchema = z.looseObject({ pattern: z.string().min(1), target });
const rangeSchema = z.looseObject({
  range: z.tuple([z.number(), z.number()], {
    error: 'must be two numbers, the least and the most',
  }),
  target,
});
const jsonPathSchema = z.looseObject({
  path: z.string().trim().min(1).max(1000),
  count: z.number().int().min(0).optional(),
  expect: z.unknown().optional(),
  target,
});

const types = ['regex', 'range', 'jsonpath', 'probe'] as const;
const forms =
  'true or false, a number, a text, a list, or an object whose type is regex, range, jsonpath or probe';

/** Reads a tolerance in any of its forms. */
export function readTolerance(value: unknown): Read {
  if (typeof value === 'boolean' || typeof value === 'string') {
    return { tolerance: { kind: 'equals', value } };
  }
  if (typeof value === 'number') {
    return { tolerance: { kind: 'equals', value } };
  }
  if (Array.isArray(value)) return { tolerance: ofList(value) };
  if (value === undefined || value === null) {
    return refuse(`is missing: a probe of the steady state says ${forms}`);
  }
  const { type } = value as { type?: unknown };
  switch (type) {
    case 'regex':
      return readAs(regexSchema, value, ({ pattern, target: at }) => {
        const wrong = wrongPattern(pattern);
        return wrong
          ? refuse(wrong, 'pattern')
          : { tolerance: { kind: 'regex', pattern, target: at } };
      });
    case 'range':
      return readAs(rangeSchema, value, ({ range, target: at }) => ({
        tolerance: {
          kind: 'range',
          least: range[0],
          most: range[1],
          target: at,
        },
      }));
    case 'jsonpath':
      return readAs(jsonPathSchema, value, read => {
        const { path, count, target: at } = read;
        const wrong = wrongJsonPath(path);
        return wrong
          ? refuse(wrong, 'path')
          : {
              tolerance: {
                kind: 'jsonpath',
                path,
                ...(count !== undefined && { count }),
                ...('expect' in read && { expect: read.expect }),
                target: at,
              },
            };
      });
    case 'probe':
      return readAs(activitySchema, value, activity =>
        activity.type === 'probe'
          ? { tolerance: { kind: 'probe', activity } }
          : refuse('must be a probe', 'type'),
      );
    default:
      return refuse(
        `must be one of ${types.join(', ')}: a tolerance is ${forms}`,
        'type',
      );
  }
}

/** Why a pattern is none that takes linear time; undefined where it is one. What a variable will hold is not known yet. */
export function wrongPattern(pattern: string): string | undefined {
  if (holdsVariable(pattern)) return undefined;
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    return `is no regular expression that ends in time (RE2: no look-around, no back references): ${
      error instanceof Error ? error.message : String(error)
    }`;
  }
}

/** A JSONPath is looked up, not run. */
function wrongJsonPath(path: string): string | undefined {
  if (/\?\s*\(|\[\s*\(/.test(path)) {
    return 'has a filter or a script, and nothing of an experiment is evaluated: name the members, as in $.items[*].status';
  }
  return path.startsWith('$') || holdsVariable(path)
    ? undefined
    : 'must begin with $, as in $.status';
}

/** Whether a text has a variable in it. */
export function holdsVariable(text: string): boolean {
  return /\$\{[A-Za-z_]\w*\}/.test(text);
}

function ofList(value: readonly unknown[]): Tolerance {
  const [least, most] = value;
  return value.length === 2 &&
    typeof least === 'number' &&
    typeof most === 'number'
    ? { kind: 'between', least, most }
    : { kind: 'one-of', values: value };
}

function readAs<S extends z.ZodType>(
  schema: S,
  value: unknown,
  use: (read: z.output<S>) => Read,
): Read {
  const parsed = schema.safeParse(value, inWords);
  if (parsed.success) return use(parsed.data);
  return {
    problems: parsed.error.issues.map(({ path, message }) => ({
      path: [...path],
      message,
    })),
  };
}

function refuse(message: string, ...path: string[]): Read {
  return { problems: [{ path, message }] };
}
