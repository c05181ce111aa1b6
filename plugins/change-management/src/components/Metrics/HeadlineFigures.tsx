import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  ListsBehind,
  MetricsReport,
} from '@countersign/plugin-change-management-common';
import { SmallSample, Meaning } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { FigureDetail } from './FigureDetail';
import { figureColumns } from './figures';
import styles from './Metrics.module.css';
import { useFigureText } from './useFigureText';

/** The three figures of the whole, each with what it rests on and what it means. */
export function HeadlineFigures(props: {
  report: MetricsReport;
  lists: ListsBehind;
}) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const text = useFigureText();
  const { all, definitions } = props.report;
  const lists = props.lists.all();
  return (
    <div className={styles.figures}>
      {figureColumns.map(({ id, title }) => (
        <section key={id} className={styles.figure} aria-label={t(title)}>
          <Text as="h2" color="secondary" weight="bold">
            {t(title)}
          </Text>
          <span className={styles.value}>{text(id, all)}</span>
          <Text color="secondary">
            <FigureDetail id={id} slice={all} lists={lists} />
          </Text>
          <SmallSample n={all[id].n} />
          <Text color="secondary" variant="body-small">
            {t(`metrics.meaning.${id}`)}
          </Text>
          <Meaning definitions={definitions} id={id} />
        </section>
      ))}
    </div>
  );
}
