import { TextInput, useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { FieldsProps } from './EssentialFields';
import { ProcedureField } from './formErrors';

/** Why it is done, and how it is done, tested and undone. */
export function ProcedureFields(
  props: FieldsProps & { fields: readonly ProcedureField[] },
) {
  const { fields, values, errors, onChange, onTouched } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <>
      {fields.map(name => (
        <TextInput
          key={name}
          name={name}
          label={t(`form.field.${name}`)}
          description={t(`form.hint.${name}`)}
          value={values[name]}
          onChange={value => onChange({ [name]: value })}
          onBlur={() => onTouched(name)}
          error={errors[name]}
          rows={3}
        />
      ))}
    </>
  );
}
