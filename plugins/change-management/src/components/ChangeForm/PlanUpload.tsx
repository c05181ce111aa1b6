import { useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { PlanDrop } from '../Plan';
import styles from './ChangeForm.module.css';
import { UploadedPlanInfo } from './formValues';
import { usePlanUpload } from './usePlanUpload';

/** A place for a plan: it is checked in the browser, handed to the server, and known by its digest from then on. */
export function PlanUpload(props: {
  plan?: UploadedPlanInfo;
  error?: string;
  onPlan(plan?: UploadedPlanInfo): void;
}) {
  const { plan, error, onPlan } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const upload = usePlanUpload(onPlan);
  return (
    <>
      <PlanDrop
        plan={plan}
        error={upload.error ?? error}
        onPlan={upload.upload}
      />
      {upload.isPending && (
        <span role="status" className={styles.quiet}>
          {t('form.plan.uploading')}
        </span>
      )}
      {plan && (
        <span className={styles.quiet}>
          {t('form.plan.taken', { count: plan.redactions })}
        </span>
      )}
    </>
  );
}
