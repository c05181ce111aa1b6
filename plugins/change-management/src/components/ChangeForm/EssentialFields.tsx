import { useApi } from '@backstage/frontend-plugin-api';
import { Radio, RadioGroup, Select } from '@backstage/ui';
import {
  changeCategories,
  Preview,
  requestableChangeTypes,
} from '@countersign/plugin-change-management-common';
import {
  EntityPicker,
  FieldErrors,
  FieldProblem,
  TextInput,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import styles from './ChangeForm.module.css';
import { FormValues, withType } from './formValues';
import { WindowFields } from './WindowFields';

const usualEnvironments = ['production', 'staging', 'development'];

const procedures = ['implementationPlan', 'testPlan', 'backoutPlan'] as const;

export interface FieldsProps {
  values: FormValues;
  errors: FieldErrors;
  onChange(part: Partial<FormValues>): void;
  onTouched(field: string): void;
  preview?: Preview;
  /** The type may change only in New. */
  typeFixed?: boolean;
}

/** The few fields that every change needs. */
export function EssentialFields(props: FieldsProps) {
  const { values, errors, onChange, onTouched, preview, typeFixed } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const environments = [
    ...new Set([
      ...usualEnvironments,
      ...(preview?.items.flatMap(item => item.environment ?? []) ?? []),
      ...(values.environment ? [values.environment] : []),
    ]),
  ];
  return (
    <>
      {!typeFixed && (
        <RadioGroup
          label={t('form.field.type')}
          orientation="horizontal"
          value={values.type}
          onChange={value => {
            const type = requestableChangeTypes.find(id => id === value);
            if (type) onChange(withType(type, values, Date.now()));
          }}
          description={t(`form.type.${values.type}`)}
        >
          {requestableChangeTypes.map(type => (
            <Radio key={type} value={type}>
              {t(`shared.type.${type}`)}
            </Radio>
          ))}
        </RadioGroup>
      )}
      {!typeFixed && values.type === 'standard' && (
        <TemplatePicker {...props} error={errors.template} />
      )}
      <EntityPicker
        label={t('form.field.items')}
        description={t('form.hint.items')}
        kinds={['Component', 'Resource', 'API', 'System']}
        value={values.items}
        onChange={items => {
          onTouched('items');
          onChange({ items });
        }}
        isRequired
        error={errors.items}
      />
      <TextInput
        label={t('form.field.title')}
        description={t('form.hint.title')}
        value={values.title}
        onChange={title => onChange({ title })}
        onBlur={() => onTouched('title')}
        error={errors.title}
        isRequired
      />
      {values.type === 'emergency' && (
        <TextInput
          label={t('form.field.justification')}
          description={t('form.hint.emergencyReason')}
          value={values.justification}
          onChange={justification => onChange({ justification })}
          onBlur={() => onTouched('justification')}
          error={errors.justification}
          isRequired
          rows={3}
        />
      )}
      <FieldProblem problem={errors.environment} className={styles.field}>
        {control => (
          <Select
            {...control}
            label={t('form.field.environment')}
            isRequired
            options={environments.map(id => ({ id, label: id }))}
            value={values.environment || null}
            onChange={key => {
              onTouched('environment');
              onChange({ environment: String(key ?? '') });
            }}
          />
        )}
      </FieldProblem>
      <WindowFields
        values={values}
        error={errors.window}
        nextFreeSlot={preview?.nextFreeSlot}
        onChange={part => {
          onTouched('window');
          onChange(part);
        }}
      />
    </>
  );
}

/** Standard changes are made from a template, which brings its own plans along. */
function TemplatePicker(props: FieldsProps & { error?: string }) {
  const { values, onChange, onTouched, error } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const { data } = useAsyncData('templates', signal =>
    api.getTemplates({ signal }),
  );
  const templates = data?.templates ?? [];
  const chosen = templates.find(template => template.id === values.template);
  return (
    <FieldProblem problem={error} className={styles.field}>
      {control => (
        <Select
          {...control}
          label={t('form.field.template')}
          isRequired
          placeholder={t('form.hint.template')}
          description={chosen?.description}
          options={templates.map(({ id, title }) => ({ id, label: title }))}
          value={values.template || null}
          onChange={key => {
            const template = templates.find(({ id }) => id === key);
            if (!template) return;
            // What the template before said goes with it; what somebody wrote stays.
            const text = (field: 'title' | (typeof procedures)[number]) =>
              values[field] && values[field] !== chosen?.[field]
                ? values[field]
                : template[field];
            onTouched('template');
            onChange({
              template: template.id,
              title: text('title'),
              category:
                changeCategories.find(id => id === template.category) ??
                values.category,
              reliabilityFix: template.reliabilityFix ?? false,
              implementationPlan: text('implementationPlan'),
              testPlan: text('testPlan'),
              backoutPlan: text('backoutPlan'),
            });
          }}
        />
      )}
    </FieldProblem>
  );
}
