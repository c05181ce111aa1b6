import { ReportParameter } from '@countersign/plugin-compliance-evidence-common';
import { DateTime } from 'luxon';
import { linesOf } from './parts';

/** What stands in the fields of a form, by the names of parameters. */
export type FormValues = Record<string, string>;

/** The last period that has ended: what a report is most often run for. */
export function lastPeriod(
  type: ReportParameter['type'],
  now: DateTime,
): string {
  switch (type) {
    case 'quarter': {
      const last = now.minus({ quarters: 1 });
      return `${last.year}Q${last.quarter}`;
    }
    case 'month':
      return now.minus({ months: 1 }).toFormat('yyyy-MM');
    case 'day':
      return now.minus({ days: 1 }).toFormat('yyyy-MM-dd');
    default:
      return '';
  }
}

/** What the form begins with: the defaults of the report, and the last period. */
export function initialValues(
  parameters: readonly ReportParameter[],
  now: DateTime,
): FormValues {
  return Object.fromEntries(
    parameters.map(({ name, type, default: preset }) => [
      name,
      Array.isArray(preset)
        ? preset.join('\n')
        : preset ?? lastPeriod(type, now),
    ]),
  );
}

/** What the form asks for: lists as lists, and without what is left empty. */
export function parametersOf(
  parameters: readonly ReportParameter[],
  values: FormValues,
): Record<string, string | string[]> {
  return Object.fromEntries(
    parameters.flatMap(({ name, type }): [string, string | string[]][] => {
      const text = values[name] ?? '';
      if (type === 'list') return [[name, linesOf(text)]];
      return text.trim() ? [[name, text.trim()]] : [];
    }),
  );
}
