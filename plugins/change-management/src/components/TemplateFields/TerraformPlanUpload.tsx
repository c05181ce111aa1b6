import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { useEffect, useId, useState } from 'react';
import { EntityLink, useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { UploadedPlanInfo } from '../ChangeForm/formValues';
import { PlanUpload } from '../ChangeForm/PlanUpload';
import { PlanCounts } from '../Plan';
import styles from './TerraformPlanUpload.module.css';

/**
 * A Terraform plan as a field of a software template. Its value is the digest alone: the scaffolder keeps the values of
 * a form in its database, and a plan does not belong there.
 */
export function TerraformPlanUpload(
  props: FieldExtensionComponentProps<string>,
) {
  const { formData, onChange, required, schema, uiSchema } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const [plan, setPlan] = useState<UploadedPlanInfo>();
  const titleId = useId();
  const empty = required ? '' : undefined;

  // A form validates only fields that have a value, and says of an absent one no more than that it is absent.
  useEffect(() => {
    if (required && formData === undefined) onChange('');
  }, [required, formData, onChange]);

  const take = (taken?: UploadedPlanInfo) => {
    setPlan(taken);
    onChange(taken?.digest ?? empty);
  };
  const description = uiSchema['ui:description'] ?? schema.description;
  return (
    <div role="group" aria-labelledby={titleId} className={styles.field}>
      <span id={titleId} className={styles.title}>
        {schema.title ?? t('form.field.plan')}
        {required && ' *'}
      </span>
      {description && <span className={styles.quiet}>{description}</span>}
      <PlanUpload plan={plan} onPlan={take} />
      {plan && <PlanSummary plan={plan} />}
      {formData && !plan && (
        <span className={styles.quiet}>
          {t('form.plan.kept', { digest: formData })}
        </span>
      )}
    </div>
  );
}

function PlanSummary(props: { plan: UploadedPlanInfo }) {
  const { counts, items, unmapped } = props.plan;
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <>
      <PlanCounts counts={counts} />
      {items.length === 0 ? (
        <span role="status">{t('form.plan.noItems')}</span>
      ) : (
        <span className={styles.items}>
          {t('form.preview.itemsFound')}
          {items.map(ref => (
            <EntityLink key={ref} entityRef={ref} target="_blank" />
          ))}
        </span>
      )}
      {unmapped > 0 && (
        <span className={styles.quiet}>
          {t('form.preview.unmapped', { count: unmapped })}
        </span>
      )}
    </>
  );
}
