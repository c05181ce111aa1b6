import { Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { governanceTranslationRef } from '../../translation';
import styles from './ChartFrame.module.css';
import { useTexts } from '../../hooks/useTexts';

/** The same numbers as a table. */
export interface ChartTable {
  columns: { id: string; label: string }[];
  rows: { id: string; label: ReactNode; cells: ReactNode[] }[];
}

/**
 * What every chart has: a title, what it means, that there is nothing to draw, and the same numbers as a table, for who
 * does not see it and who wants to know exactly.
 */
export function ChartFrame(props: {
  title: string;
  /** Beneath the title: what the figures mean. */
  meaning?: ReactNode;
  /** In place of a chart of nothing. */
  empty?: string;
  table: ChartTable;
  /** The chart itself, as large as its place. */
  children: ReactNode;
}) {
  const { title, meaning, empty, table } = props;
  const { t } = useTexts(governanceTranslationRef);
  return (
    <section className={styles.section}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {title}
      </Text>
      {meaning}
      {!table.rows.length && <Text color="secondary">{empty}</Text>}
      {table.rows.length > 0 && (
        <>
          <div className={styles.chart} role="img" aria-label={title}>
            {props.children}
          </div>
          <details className={styles.asTable}>
            <summary>{t('figure.asTable')}</summary>
            <table className={styles.table} aria-label={title}>
              <thead>
                <tr>
                  {table.columns.map(({ id, label }) => (
                    <th key={id} scope="col">
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {table.rows.map(({ id, label, cells }) => (
                  <tr key={id}>
                    <th scope="row">{label}</th>
                    {cells.map((cell, i) => (
                      <td key={table.columns[i + 1].id}>{cell}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  );
}
