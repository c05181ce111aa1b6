import { DateTime } from 'luxon';
import { didYouMean } from '@countersign/plugin-governance-common';
import {
  Column,
  Parameter,
  ParameterType,
  ParameterValues,
  Question,
  ReportDefinition,
} from './model';

/** The half-open time that a run is about. */
export interface Period {
  /** ISO 8601, UTC. */
  start: string;
  /** ISO 8601, UTC; it does not belong to the period. */
  end: string;
  timeZone: string;
}

/** The table in which queries find the parameters of their run. */
export const PARAMETERS_TABLE = 'parameters';
/** `position` counts from 1; the items of a list have a row each. */
export const parameterColumns: readonly Column[] = [
  { name: 'name', type: 'text', required: true },
  { name: 'position', type: 'integer', required: true },
  { name: 'value', type: 'text', required: true },
];

const units = { quarter: 'quarter', month: 'month', day: 'day' } as const;
const forms: Record<keyof typeof units, [pattern: RegExp, example: string]> = {
  quarter: [/^(\d{4})Q([1-4])$/, '2026Q3'],
  month: [/^(\d{4})-(0[1-9]|1[0-2])$/, '2026-09'],
  day: [/^\d{4}-\d{2}-\d{2}$/, '2026-09-30'],
};
const LONGEST_VALUE = 1000;
const MOST_ITEMS = 1000;

/** Whether a parameter of this type says which time a run is about. */
export function isPeriod(type: ParameterType): type is keyof typeof units {
  return Object.hasOwn(units, type);
}

/** The time that a quarter, month or day is, in a time zone; undefined where the text is none. */
export function periodOfText(
  type: keyof typeof units,
  text: string,
  timeZone: string,
): Period | undefined {
  const [pattern] = forms[type];
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, year, part] = match;
  const start =
    type === 'day'
      ? DateTime.fromISO(text, { zone: timeZone })
      : DateTime.fromObject(
          {
            year: Number(year),
            month: type === 'quarter' ? Number(part) * 3 - 2 : Number(part),
          },
          { zone: timeZone },
        );
  if (!start.isValid || start.year < 1970) return undefined;
  const instant = (at: DateTime) => at.toUTC().toISO() ?? '';
  return {
    start: instant(start),
    end: instant(start.plus({ [units[type]]: 1 }).startOf('day')),
    timeZone,
  };
}

/** The parameter that says which time a run is about, where the report has one. */
export function periodParameter({
  spec,
}: Pick<ReportDefinition, 'spec'>): Parameter | undefined {
  return spec.parameters.find(({ type }) => isPeriod(type));
}

/** Whether what a question finds is a fact of the run's period: so it is in reports with a period, unless they say otherwise. */
export function isAboutPeriod(
  definition: Pick<ReportDefinition, 'spec'>,
  { about }: Pick<Question, 'about'>,
): boolean {
  return about === undefined
    ? periodParameter(definition) !== undefined
    : about === 'period';
}

/** What is wrong with the declaration of a parameter itself. */
export function checkParameter(
  parameter: Parameter,
): { field: 'default' | 'choices'; message: string }[] {
  const { type, choices, default: preset } = parameter;
  if (choices && isPeriod(type)) {
    return [{ field: 'choices', message: `cannot be given for a ${type}` }];
  }
  if (preset === undefined) return [];
  const { problem } = readValue(parameter, preset, 'UTC');
  return problem ? [{ field: 'default', message: problem }] : [];
}

/** Reads what was given for each parameter: defaults filled in, and every problem by the name of its parameter. */
export function readParameters(
  { spec }: ReportDefinition,
  given: Readonly<Record<string, unknown>>,
): {
  values: ParameterValues;
  period?: Period;
  problems: { name: string; message: string }[];
} {
  const values: ParameterValues = {};
  const problems: { name: string; message: string }[] = [];
  let period: Period | undefined;
  const names = spec.parameters.map(({ name }) => name);
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) {
      problems.push({
        name,
        message: `is no parameter of this report${didYouMean(
          name,
          names,
        )}; it has ${names.join(', ') || 'none'}`,
      });
    }
  }
  for (const parameter of spec.parameters) {
    const { name } = parameter;
    const raw = Object.hasOwn(given, name) ? given[name] : undefined;
    const value = raw ?? parameter.default;
    if (value === undefined || value === '') {
      if (parameter.required) problems.push({ name, message: 'is missing' });
      continue;
    }
    const read = readValue(parameter, value, spec.timeZone);
    if (read.problem !== undefined) {
      problems.push({ name, message: read.problem });
      continue;
    }
    values[name] = read.value;
    period ??= read.period;
  }
  return { values, ...(period && { period }), problems };
}

type ReadValue =
  | { value: string | string[]; period?: Period; problem?: undefined }
  | { problem: string };

function readValue(
  { type, choices }: Pick<Parameter, 'type' | 'choices'>,
  value: unknown,
  timeZone: string,
): ReadValue {
  if (type === 'list') {
    if (!Array.isArray(value) || !value.every(isText)) {
      return { problem: 'must be a list of texts' };
    }
    if (value.length === 0) return { problem: 'must name at least one' };
    if (value.length > MOST_ITEMS) {
      return { problem: `must name at most ${MOST_ITEMS}` };
    }
    const again = value.find((item, i) => value.indexOf(item) < i);
    if (again !== undefined) return { problem: `names ${again} twice` };
    const wrong = value.map(item => wrongText(item, choices)).find(Boolean);
    return wrong ? { problem: wrong } : { value };
  }
  if (!isText(value)) return { problem: 'must be a text' };
  if (!isPeriod(type)) {
    const wrong = wrongText(value, choices);
    return wrong ? { problem: wrong } : { value };
  }
  const period = periodOfText(type, value, timeZone);
  return period
    ? { value, period }
    : {
        problem: `must be a ${type} such as ${
          forms[type][1]
        }, not "${value.slice(0, 40)}"`,
      };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function wrongText(text: string, choices?: string[]): string | undefined {
  if (text.length === 0) return 'must not be empty';
  if (text.length > LONGEST_VALUE) {
    return `must have at most ${LONGEST_VALUE} characters`;
  }
  if (/[\p{Cc}\p{Surrogate}]/u.test(text)) {
    return 'must not hold control characters';
  }
  if (choices && !choices.includes(text)) {
    return `"${text.slice(0, 80)}" is not one of the choices${didYouMean(
      text,
      choices,
    )}: ${choices.slice(0, 20).join(', ')}${choices.length > 20 ? ', …' : ''}`;
  }
  return undefined;
}

/** The rows of the table of parameters. */
export function parameterRows(
  { spec }: ReportDefinition,
  values: ParameterValues,
  period?: Pick<Period, 'start' | 'end'>,
): [name: string, position: string, value: string][] {
  const rows = spec.parameters.flatMap(({ name }) =>
    Object.hasOwn(values, name)
      ? [values[name]]
          .flat()
          .map((value, i): [string, string, string] => [
            name,
            String(i + 1),
            value,
          ])
      : [],
  );
  return period
    ? [
        ...rows,
        ['period_start', '1', period.start],
        ['period_end', '1', period.end],
      ]
    : rows;
}
