import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { MetricsReport } from '@countersign/plugin-change-management-common';
import { changeManagementTranslationRef } from '../../translation';
import styles from './Metrics.module.css';

/** What a figure means and what it leaves out, in the server's own words, for whoever wants to know. */
export function Meaning(props: {
  definitions: MetricsReport['definitions'];
  /** Which figure; the id that the report gives its definition. */
  id: string;
}) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const found = props.definitions.find(({ id }) => id === props.id);
  if (!found) return null;
  return (
    <details className={styles.meaning}>
      <summary>{t('metrics.figure.definition')}</summary>
      <p>{found.definition}</p>
      {found.exclusions && (
        <p>{t('metrics.figure.excluded', { text: found.exclusions })}</p>
      )}
    </details>
  );
}
