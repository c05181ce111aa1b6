import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { MetricsReport } from '@countersign/plugin-change-management-common';
import { changeManagementTranslationRef } from '../../translation';
import styles from './Metrics.module.css';

/** What a figure means and what it leaves out, in the server's own words. */
export function Meaning(props: {
  definitions: MetricsReport['definitions'];
  /** Which figure; the id that the report gives its definition. */
  id: string;
}) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const found = props.definitions.find(({ id }) => id === props.id);
  if (!found) return null;
  return (
    <p className={styles.meaning}>
      {found.definition}
      {found.exclusions &&
        ` ${t('metrics.figure.excluded', { text: found.exclusions })}`}
    </p>
  );
}
