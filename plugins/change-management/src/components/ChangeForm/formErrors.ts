import {
  createChangeRequestSchema,
  PreviewRequest,
  previewRequestSchema,
} from '@countersign/plugin-change-management-common';
import {
  errorsByField,
  FieldErrors,
} from '@countersign/plugin-governance-react';
import { FormValues, toCreateRequest } from './formValues';

/** The same checks the server makes of the form alone. */
export function checkForm(values: FormValues): FieldErrors {
  const result = createChangeRequestSchema.safeParse(toCreateRequest(values));
  return result.success
    ? {}
    : errorsByField(
        result.error.issues.map(issue => ({
          field: issue.path.map(String).join('.'),
          message: issue.message,
        })),
      );
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
