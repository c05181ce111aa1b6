import { AttributeChange } from '@countersign/plugin-change-management-common';
import { RiLock2Line } from '@remixicon/react';
import { useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './Plan.module.css';

/** One side of an attribute: its JSON, or why there is none to be seen. */
export function AttributeValue(props: {
  attribute: AttributeChange;
  side: 'before' | 'after';
}) {
  const { attribute, side } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  if (attribute.sensitive) {
    return (
      <span className={styles.redacted} title={t('change.plan.redactedHint')}>
        <RiLock2Line size={12} aria-hidden />
        {t('change.plan.redacted')}
      </span>
    );
  }
  if (side === 'after' && attribute.unknown) {
    return <em className={styles.quiet}>{t('change.plan.unknown')}</em>;
  }
  const value = attribute[side];
  if (value === undefined) {
    return <span className={styles.quiet}>{t('change.plan.absent')}</span>;
  }
  return <code className={styles.value}>{value}</code>;
}
