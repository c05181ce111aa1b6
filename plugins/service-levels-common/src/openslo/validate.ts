import { didYouMean, nearestWord } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { problemIn, SloDocument } from './documents';
import { DefinitionProblem } from './problems';
import {
  documentSchemas,
  OpenSlo,
  SloKind,
  sloKinds,
  sloNameSchema,
} from './schemas';
import { missingOfSlices } from './timeSlices';

/** A document of a known kind that has the shape of its kind. */
export type ValidDocument = {
  [Kind in SloKind]: { kind: Kind; value: OpenSlo<Kind>; source: SloDocument };
}[SloKind];

/** Words that mean nothing else, but are spelled otherwise: taken, with a warning. */
const spellings: Record<string, readonly string[]> = {
  budgetingMethod: ['Occurrences', 'Timeslices', 'RatioTimeslices'],
};

/** Holds one document against the schema of its kind. */
export function validate(source: SloDocument): {
  document?: ValidDocument;
  problems: DefinitionProblem[];
} {
  const problem: Problem = (severity, path, rule, message) =>
    problemIn(source, { severity, path, rule, message });
  const { value } = source;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {
      problems: [
        problem(
          'error',
          [],
          'document',
          'Not a document: expected apiVersion, kind, metadata and spec',
        ),
      ],
    };
  }
  const { kind, apiVersion } = value as Record<string, unknown>;
  if (apiVersion !== 'openslo/v1') {
    const said = typeof apiVersion === 'string' ? `${apiVersion} is` : 'It is';
    return {
      problems: [
        problem(
          'error',
          ['apiVersion'],
          'version',
          `${said} not supported: write openslo/v1`,
        ),
      ],
    };
  }
  if (!isKind(kind)) {
    const known = sloKinds.join(', ');
    const guess = typeof kind === 'string' ? didYouMean(kind, sloKinds) : '';
    return {
      problems: [
        problem(
          'error',
          ['kind'],
          'kind',
          `Unknown kind${guess}; OpenSLO has ${known}`,
        ),
      ],
    };
  }
  const { spelled, problems } = respell(value, problem);
  const written = withoutEmpty(spelled);
  const result = documentSchemas[kind].safeParse(written);
  const issues = result.success ? [] : result.error.issues.flatMap(flatten);
  const unknown = issues.filter(issue => issue.code === 'unrecognized_keys');
  for (const { keys, path } of unknown) {
    for (const key of keys) {
      const known = siblings(kind, path);
      problems.push(
        problem(
          'warning',
          [...path, key],
          'unknown-key',
          `OpenSLO has no ${key} here${didYouMean(key, known)}; it is ignored`,
        ),
      );
    }
  }
  const rest = issues.filter(issue => issue.code !== 'unrecognized_keys');
  if (rest.length > 0) {
    problems.push(
      ...rest.map(issue =>
        problem('error', issue.path, 'schema', sentence(issue)),
      ),
      ...slicesOf(kind, written).map(({ path, message }) =>
        problem('error', path, 'time-slice', message),
      ),
    );
    return { problems };
  }
  const clean = unknown.reduce<unknown>(
    (left, { path, keys }) => without(left, path, keys),
    written,
  );
  const valid = documentSchemas[kind].parse(clean);
  checkNames(valid.metadata.name, problem, problems);
  return {
    document: { kind, value: valid, source } as ValidDocument,
    problems,
  };
}

/** Told beside what else is wrong: whoever mends that would meet it next. */
function slicesOf(kind: SloKind, value: unknown) {
  if (kind !== 'SLO') return [];
  const { spec } = value as { spec?: Record<string, unknown> };
  const objectives = Array.isArray(spec?.objectives) ? spec.objectives : [];
  return objectives.flatMap((objective, i) =>
    missingOfSlices(spec?.budgetingMethod, Object(objective)).map(
      ({ field, message }) => ({
        path: ['spec', 'objectives', i, field],
        message,
      }),
    ),
  );
}

type Problem = (
  severity: DefinitionProblem['severity'],
  path: readonly PropertyKey[],
  rule: string,
  message: string,
) => DefinitionProblem;

/** Older documents have names that the specification forbids today: they work, and are told. */
function checkNames(
  name: string,
  problem: Problem,
  problems: DefinitionProblem[],
): void {
  const result = sloNameSchema.safeParse(name);
  if (!result.success) {
    const [{ message }] = result.error.issues;
    problems.push(problem('warning', ['metadata', 'name'], 'name', message));
  }
}

function isKind(kind: unknown): kind is SloKind {
  return sloKinds.includes(kind as SloKind);
}

type Issue = z.core.$ZodIssue;

/** Of the alternatives of a union the one that was meant: where the fewest things are wrong. */
function flatten(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) {
    return [issue];
  }
  const [best] = [...issue.errors].sort(
    (a, b) => shallow(a) - shallow(b) || a.length - b.length,
  );
  return best
    .map(inner => ({ ...inner, path: [...issue.path, ...inner.path] }))
    .flatMap(inner => flatten(inner as Issue));
}

/** An alternative that fails as a whole was not meant. */
function shallow(issues: readonly Issue[]): number {
  return issues.some(({ path }) => path.length <= 1) ? 1 : 0;
}

/** What YAML calls the types of the schema. */
const typesInWords: Record<string, string> = {
  array: 'a list',
  boolean: 'true or false',
  number: 'a number',
  object: 'a mapping',
  record: 'a mapping',
  string: 'a text',
};

/** What is written most often, for whoever left it out or wrote something else. */
const examples: Record<string, string> = {
  alertPolicies: '[checkout-burns]',
  budgetingMethod: 'Occurrences',
  objectives: '[{ target: 0.999 }]',
  timeWindow: '[{ duration: 30d, isRolling: true }]',
};

function sentence(issue: Issue): string {
  const key = String(issue.path.at(-1) ?? '');
  const example = examples[key] ? `, as in ${key}: ${examples[key]}` : '';
  if (issue.code === 'invalid_type') {
    const expected = typesInWords[issue.expected] ?? issue.expected;
    return issue.message.endsWith('received undefined')
      ? `Missing: expected ${expected}${example}`
      : `Expected ${expected}${example}`;
  }
  if (issue.code === 'invalid_value') {
    return `Expected ${inWords(issue.values)}${example}`;
  }
  return issue.message;
}

/** `a, b or c`. */
function inWords(values: readonly unknown[]): string {
  const words = values.map(String);
  return words.length > 1
    ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
    : words.join();
}

/** A key that nothing follows, `alertPolicies:`, is one that was left out: nothing in OpenSLO may be null. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== null)
      .map(([key, part]) => [key, withoutEmpty(part)]),
  );
}

/** Takes `TimeSlices` for `Timeslices`, and says so. */
function respell(
  value: object,
  problem: Problem,
): { spelled: object; problems: DefinitionProblem[] } {
  const { spec } = value as { spec?: Record<string, unknown> };
  const problems: DefinitionProblem[] = [];
  const changed: Record<string, string> = {};
  for (const [key, words] of Object.entries(spellings)) {
    const written = spec?.[key];
    if (typeof written !== 'string' || words.includes(written)) continue;
    const meant = nearestWord(written, words);
    if (meant === undefined || meant.toLowerCase() !== written.toLowerCase()) {
      continue;
    }
    changed[key] = meant;
    problems.push(
      problem(
        'warning',
        ['spec', key],
        'spelling',
        `OpenSLO spells it ${meant}; taken for that`,
      ),
    );
  }
  return { spelled: { ...value, spec: { ...spec, ...changed } }, problems };
}

/** The keys that the schema knows at a place, for whoever mistyped one. */
function siblings(kind: SloKind, path: readonly PropertyKey[]): string[] {
  let schema: unknown = documentSchemas[kind];
  for (const step of path) {
    schema = member(schema, step);
  }
  const inner = unwrap(schema);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

function member(schema: unknown, step: PropertyKey): unknown {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return inner.element;
  if (inner instanceof z.ZodObject) return inner.shape[step as string];
  return undefined;
}

function unwrap(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? unwrap(schema.unwrap())
    : schema;
}

/** The value without some keys of one of its parts. */
function without(
  value: unknown,
  path: readonly PropertyKey[],
  keys: readonly string[],
): unknown {
  const [step, ...rest] = path;
  if (step === undefined) {
    const entries = Object.entries(value as object);
    return Object.fromEntries(entries.filter(([key]) => !keys.includes(key)));
  }
  if (Array.isArray(value)) {
    return value.map((part, i) =>
      i === step ? without(part, rest, keys) : part,
    );
  }
  const members = value as Record<PropertyKey, unknown>;
  return { ...members, [step]: without(members[step], rest, keys) };
}
