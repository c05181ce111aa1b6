import { phraseOf, StoryResultOf } from '@countersign/plugin-governance-common';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import { governanceTranslationRef } from '../../translation';
import { SentenceText } from '../sentence';
import styles from './ProofPanel.module.css';
import { useTexts } from '../../hooks/useTexts';

/** What the proven entries say, claim by claim, and by which version of the rules. */
export function StoryClaims(props: { story: StoryResultOf<string, string> }) {
  const { claims, rules } = props.story;
  const { t } = useTexts(governanceTranslationRef);
  const bad = claims.filter(claim => !claim.holds).length;
  return (
    <details className={styles.limits} open={bad > 0}>
      <summary>
        {bad
          ? t('proof.storyBad', {
              bad: String(bad),
              n: String(claims.length),
            })
          : t('proof.storyOk', { n: String(claims.length) })}
      </summary>
      <p>{t('proof.story', { rules: String(rules) })}</p>
      <ul className={styles.claims}>
        {claims.map(({ id, claim, holds, ...told }) => (
          <li key={id}>
            {holds ? (
              <RiCheckLine size={14} className={styles.good} aria-label="✔" />
            ) : (
              <RiCloseLine size={14} className={styles.bad} aria-label="✘" />
            )}
            <span>
              {claim}.{' '}
              <span className={styles.quiet}>
                <SentenceText sentence={phraseOf('detail', told) ?? ''} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
