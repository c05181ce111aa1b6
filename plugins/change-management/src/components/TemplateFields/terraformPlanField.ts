import { translationApiRef } from '@backstage/frontend-plugin-api';
import {
  CustomFieldValidator,
  makeFieldSchema,
} from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { sha256DigestSchema } from '@countersign/plugin-governance-common';
import { changeManagementTranslationRef } from '../../translation';
import { formMessages } from '../../translations/form';
import { TerraformPlanUpload } from './TerraformPlanUpload';

/** Anything but a digest is refused: nothing, and a plan that somebody pasted into the address of the form. */
const validate: CustomFieldValidator<string> = (
  value,
  field,
  { apiHolder },
) => {
  if (value === undefined || sha256DigestSchema.safeParse(value).success) {
    return;
  }
  const translation = apiHolder
    .get(translationApiRef)
    ?.getTranslation(changeManagementTranslationRef);
  field.addError(
    translation?.ready
      ? translation.t('form.plan.missing')
      : formMessages.plan.missing,
  );
};

/** What makes up the field; apart from the field itself, which is opaque. */
export const terraformPlanFieldOptions = {
  name: 'TerraformPlanUpload',
  component: TerraformPlanUpload,
  validation: validate,
  schema: makeFieldSchema({
    output: z =>
      z.string().describe('Digest of the uploaded plan, for create-change'),
  }),
};

/** The form field `TerraformPlanUpload` of software templates. */
export const terraformPlanField = createFormField(terraformPlanFieldOptions);
