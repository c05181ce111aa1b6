import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import {
  ListChangesQuery,
  MetricsReport,
} from '@countersign/plugin-change-management-common';
import { useListLink } from '../../hooks/useListLink';
import { changeManagementTranslationRef } from '../../translation';
import { Meaning } from './Meaning';
import styles from './Metrics.module.css';
import { SmallSample } from './SmallSample';
import { FigureText, useFigureText } from './useFigureText';

/** The three figures of the whole, each with what it rests on and what it means. */
export function HeadlineFigures(props: {
  report: MetricsReport;
  /** The filters of the page, which links to the list keep. */
  filter: ListChangesQuery;
}) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const text = useFigureText();
  const { report, filter } = props;
  const { all, definitions } = report;
  const figures: {
    id: keyof typeof all;
    title: string;
    figure: FigureText;
    query: ListChangesQuery;
  }[] = [
    {
      id: 'successRate',
      title: t('metrics.figure.successRate'),
      figure: text.rate(all.successRate),
      query: { state: ['closed'] },
    },
    {
      id: 'leadTimeToApproval',
      title: t('metrics.figure.leadTime'),
      figure: text.duration(all.leadTimeToApproval),
      query: { state: ['scheduled', 'implement', 'review', 'closed'] },
    },
    {
      id: 'emergencyShare',
      title: t('metrics.figure.emergencyShare'),
      figure: text.rate(all.emergencyShare),
      query: { type: ['emergency'] },
    },
  ];
  const listLink = useListLink();
  return (
    <div className={styles.figures}>
      {figures.map(({ id, title, figure, query }) => {
        const href = listLink({ ...filter, ...query });
        return (
          <section key={id} className={styles.figure} aria-label={title}>
            <Text as="h2" color="secondary" weight="bold">
              {title}
            </Text>
            <span className={styles.value}>{figure.value}</span>
            <Text color="secondary">{figure.detail}</Text>
            <SmallSample n={figure.n} />
            {href && figure.n > 0 && (
              <Link
                href={href}
                aria-label={`${t('metrics.figure.drill')}: ${title}`}
              >
                {t('metrics.figure.drill')}
              </Link>
            )}
            <Meaning definitions={definitions} id={id} />
          </section>
        );
      })}
    </div>
  );
}
