import { governanceTranslationRef } from '../../translation';
import { ActorLink } from '../references';
import styles from './NextPanel.module.css';
import { useTexts } from '../../hooks/useTexts';

/** Those whose turn it is; of many the first few, and the number of the rest. */
export function WaitingOn(props: {
  who: readonly string[];
  /** So many stand in a line. */
  named?: number;
}) {
  const { who, named = 5 } = props;
  const { t } = useTexts(governanceTranslationRef);
  if (!who.length) return null;
  return (
    <span className={styles.who}>
      <span className={styles.quiet}>{t('record.next.who')}</span>
      {who.slice(0, named).map(ref => (
        <ActorLink key={ref} actor={ref} />
      ))}
      {who.length > named && (
        <span className={styles.quiet} title={who.slice(named).join('\n')}>
          {t('shared.more', { n: String(who.length - named) })}
        </span>
      )}
    </span>
  );
}
