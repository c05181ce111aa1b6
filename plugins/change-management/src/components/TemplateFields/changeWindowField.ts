import { translationApiRef } from '@backstage/frontend-plugin-api';
import {
  CustomFieldValidator,
  makeFieldSchema,
} from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { TimeWindow } from '@countersign/plugin-governance-common';
import { changeManagementTranslationRef } from '../../translation';
import { formMessages } from '../../translations/form';
import { ChangeWindow } from './ChangeWindow';

const validate: CustomFieldValidator<Partial<TimeWindow>> = (
  { start, end } = {},
  field,
  { apiHolder },
) => {
  if (start === undefined || end === undefined || start < end) return;
  const translation = apiHolder
    .get(translationApiRef)
    ?.getTranslation(changeManagementTranslationRef);
  field.addError(
    translation?.ready
      ? translation.t('form.slot.backwards')
      : formMessages.slot.backwards,
  );
};

/** What makes up the field; apart from the field itself, which is opaque. */
export const changeWindowFieldOptions = {
  name: 'ChangeWindow',
  component: ChangeWindow,
  validation: validate,
  schema: makeFieldSchema({
    output: z =>
      z
        .object({ start: z.string(), end: z.string() })
        .partial()
        .describe('Start and end, ISO 8601, for create-change'),
  }),
};

/** The form field `ChangeWindow` of software templates. */
export const changeWindowField = createFormField(changeWindowFieldOptions);
