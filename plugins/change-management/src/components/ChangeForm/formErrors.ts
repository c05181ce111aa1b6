import {
  createChangeRequestSchema,
  PreviewRequest,
  previewRequestSchema,
} from '@countersign/plugin-change-management-common';
import { FormValues, toCreateRequest } from './formValues';

/** What is wrong with each field, by the name the server gives it. */
export type FieldErrors = Partial<Record<string, string>>;

/** `links[0].url` and `window.end` concern the fields `links` and `window`. */
const fieldOf = (path: string) => path.split(/[.[]/)[0];

/** Puts each problem beside its field; the first of a field wins. */
export function errorsByField(
  problems: { field: string; message: string }[],
): FieldErrors {
  const errors: FieldErrors = {};
  for (const { field, message } of problems) errors[fieldOf(field)] ??= message;
  return errors;
}

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
