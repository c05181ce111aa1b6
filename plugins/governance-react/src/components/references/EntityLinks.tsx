import { governanceTranslationRef } from '../../translation';
import { EntityLink } from './EntityLink';
import styles from './EntityLinks.module.css';
import { useTexts } from '../../hooks/useTexts';

/** Entities as links, the first of them where they are many, and how many more there are. */
export function EntityLinks(props: {
  entityRefs: readonly string[];
  /** So many are shown. */
  most?: number;
  /** What they are, said to a screen reader. */
  label?: string;
  disableTooltip?: boolean;
}) {
  const { entityRefs, most = 1, label, disableTooltip } = props;
  const { t } = useTexts(governanceTranslationRef);
  const rest = entityRefs.slice(most);
  if (!entityRefs.length) return null;
  return (
    <ul
      className={styles.links}
      aria-label={label}
      title={rest.length ? entityRefs.join('\n') : undefined}
    >
      {entityRefs.slice(0, most).map(ref => (
        <li key={ref}>
          <EntityLink entityRef={ref} disableTooltip={disableTooltip} />
        </li>
      ))}
      {rest.length > 0 && (
        <li className={styles.more}>
          {t('shared.more', { n: String(rest.length) })}
        </li>
      )}
    </ul>
  );
}
