import {
  createChangeRequestSchema,
  PreviewRequest,
  previewRequestSchema,
} from '@countersign/plugin-change-management-common';
import { inWords } from '@countersign/plugin-governance-common';
import {
  errorsByField,
  FieldErrors,
} from '@countersign/plugin-governance-react';
import { FormValues, toCreateRequest } from './formValues';

/** The same checks the server makes of the form alone. */
export function checkForm(values: FormValues): FieldErrors {
  const result = createChangeRequestSchema.safeParse(
    toCreateRequest(values),
    inWords,
  );
  return result.success
    ? {}
    : errorsByField(
        result.error.issues.map(issue => ({
          field: issue.path.map(String).join('.'),
          message: issue.message,
        })),
      );
}

/** What approvers read before they decide, in the order of the form. */
export const procedureFields = [
  'justification',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
] as const;
export type ProcedureField = (typeof procedureFields)[number];

/**
 * What approvers will miss. A standard change has it from its template; the API takes a change without, as pipelines open
 * it, but nobody should submit one here and have it come back.
 */
export function lackingOf(
  values: Pick<FormValues, 'type' | ProcedureField>,
): ProcedureField[] {
  return values.type === 'standard'
    ? []
    : procedureFields.filter(field => !values[field].trim());
}

/**
 * Of what is lacking, that without which a change is not submitted: an emergency may say how afterwards, and a plan says what
 * it touches.
 */
export function demandedOf(
  values: Pick<FormValues, 'type' | 'items' | 'plan' | ProcedureField>,
): ('items' | ProcedureField)[] {
  const lacking = lackingOf(values);
  return [
    ...(values.items.length || values.plan ? [] : (['items'] as const)),
    ...(values.type === 'emergency'
      ? lacking.filter(field => field === 'justification')
      : lacking),
  ];
}

/** What of the form can be judged already: fields that are not yet right are left out. */
export function toPreviewRequest(
  values: FormValues,
  number?: string,
): PreviewRequest {
  const { source, ...request } = toCreateRequest(values);
  const errors = checkForm(values);
  const usable = Object.entries(request).filter(
    ([field, value]) => !errors[field] && value !== undefined && value !== '',
  );
  const draft = { ...Object.fromEntries(usable), number };
  const result = previewRequestSchema.safeParse(draft);
  return result.success ? draft : { number };
}
