import { useState } from 'react';
import {
  errorsByField,
  FieldErrors,
  ServerRefusal,
} from '@countersign/plugin-governance-react';
import { emptyValues, FormValues } from './formValues';

/** Where the form says what the server calls by another name. */
const saidIn: Partial<Record<string, (keyof FormValues)[]>> = {
  window: ['windowStart', 'windowEnd'],
  planDigest: ['plan'],
};

/** Whether the form has a place for what the server says of a field. */
export function hasField(path: string): boolean {
  return Object.keys(errorsByField([{ field: path, message: '' }])).some(
    field => field in saidIn || field === 'plan' || field in emptyValues,
  );
}

/** What the server refused, beside each field until that is changed; whether it will do then, the next answer says. */
export function useRefusedFields(
  values: FormValues,
  refusal?: ServerRefusal,
): FieldErrors {
  const [refused, setRefused] = useState({ refusal, values });
  if (refused.refusal !== refusal) setRefused({ refusal, values });

  const isAsRefused = (name: string) =>
    JSON.stringify(values[name as keyof FormValues]) ===
    JSON.stringify(refused.values[name as keyof FormValues]);
  return Object.fromEntries(
    Object.entries(errorsByField(refusal?.problems ?? [])).filter(([field]) =>
      // Whether a template fits depends on everything else in the form.
      field === 'template'
        ? Object.keys(values).every(isAsRefused)
        : (saidIn[field] ?? [field]).every(isAsRefused),
    ),
  );
}
