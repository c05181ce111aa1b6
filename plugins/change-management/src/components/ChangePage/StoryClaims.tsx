import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { StoryResult } from '@countersign/plugin-change-management-common';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import { changeManagementTranslationRef } from '../../translation';
import { RichSentence } from '../Refs';
import styles from './ProofPanel.module.css';

/** What the proven entries say, claim by claim, and by which version of the rules. */
export function StoryClaims(props: { story: StoryResult }) {
  const { claims, rules } = props.story;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const bad = claims.filter(claim => !claim.holds).length;
  return (
    <details className={styles.limits} open={bad > 0}>
      <summary>
        {bad
          ? t('change.proof.storyBad', {
              bad: String(bad),
              n: String(claims.length),
            })
          : t('change.proof.storyOk', { n: String(claims.length) })}
      </summary>
      <p>{t('change.proof.story', { rules: String(rules) })}</p>
      <ul className={styles.claims}>
        {claims.map(({ id, claim, detail, holds }) => (
          <li key={id}>
            {holds ? (
              <RiCheckLine size={14} className={styles.good} aria-label="✔" />
            ) : (
              <RiCloseLine size={14} className={styles.bad} aria-label="✘" />
            )}
            <span>
              {claim}.{' '}
              <span className={styles.quiet}>
                <RichSentence text={detail} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
