import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { MetricsSlice } from '@countersign/plugin-change-management-common';
import { ReactNode } from 'react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './Metrics.module.css';
import { SmallSample } from './SmallSample';
import { FigureText, useFigureText } from './useFigureText';

/** The same three figures, one line a slice. */
export function SliceTable(props: {
  title: string;
  /** What the slices are. */
  label: string;
  empty: string;
  rows: {
    id: string;
    name: ReactNode;
    slice: MetricsSlice;
    href?: string;
  }[];
}) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const text = useFigureText();
  const { title, label, empty, rows } = props;
  return (
    <section className={styles.section}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {title}
      </Text>
      {!rows.length && <Text color="secondary">{empty}</Text>}
      {rows.length > 0 && (
        <div className={styles.scroll}>
          <table className={`${styles.table} ${styles.slices}`}>
            <thead>
              <tr>
                <th scope="col">{label}</th>
                <th scope="col">{t('metrics.figure.successRate')}</th>
                <th scope="col">{t('metrics.figure.leadTime')}</th>
                <th scope="col">{t('metrics.figure.emergencyShare')}</th>
                <th scope="col" aria-label={t('metrics.figure.drill')} />
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, name, slice, href }) => (
                <tr key={id}>
                  <th scope="row">{name}</th>
                  <FigureCell
                    label={t('metrics.figure.successRate')}
                    figure={text.rate(slice.successRate)}
                  />
                  <FigureCell
                    label={t('metrics.figure.leadTime')}
                    figure={text.duration(slice.leadTimeToApproval)}
                  />
                  <FigureCell
                    label={t('metrics.figure.emergencyShare')}
                    figure={text.rate(slice.emergencyShare)}
                  />
                  <td>
                    {href && (
                      <Link href={href}>{t('metrics.figure.drill')}</Link>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function FigureCell(props: { label: string; figure: FigureText }) {
  const { value, detail, n } = props.figure;
  return (
    <td data-label={props.label}>
      <div className={styles.cell}>
        <span>{value}</span>
        {n > 0 && <span className={styles.detail}>{detail}</span>}
        <SmallSample n={n} />
      </div>
    </td>
  );
}
