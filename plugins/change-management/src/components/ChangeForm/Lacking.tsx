import { RiskAssessment } from '@countersign/plugin-change-management-common';
import { useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './ChangeForm.module.css';
import { ProcedureField } from './formErrors';

/** The factor of the risk by which a field that is left empty counts. */
const factors: Partial<Record<ProcedureField, string>> = {
  testPlan: 'readiness.test',
  backoutPlan: 'readiness.backout',
};

/** What approvers will miss, with the points of risk it costs; each leads to its field. */
export function Lacking(props: {
  fields: readonly ProcedureField[];
  risk?: RiskAssessment;
  onGoTo(field: ProcedureField): void;
}) {
  const { fields, risk, onGoTo } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  if (!fields.length) return null;
  const pointsOf = (field: ProcedureField) =>
    risk?.factors.find(({ id }) => id === factors[field])?.points;
  return (
    <div>
      <strong>{t('form.preview.lacking')}</strong>
      <ul className={styles.problems}>
        {fields.map(field => {
          const points = pointsOf(field);
          return (
            <li key={field}>
              <button
                type="button"
                className={styles.goTo}
                onClick={() => onGoTo(field)}
              >
                {t(`form.field.${field}`)}
              </button>
              {points ? (
                <span className={styles.quiet}>
                  {' '}
                  {t('form.preview.points', { points: String(points) })}
                </span>
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
