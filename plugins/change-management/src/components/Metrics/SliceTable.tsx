import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  MetricsSlice,
  SliceLists,
} from '@countersign/plugin-change-management-common';
import { ReactNode } from 'react';
import { SmallSample } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { FigureDetail } from './FigureDetail';
import { figureColumns } from './figures';
import styles from './Metrics.module.css';
import { useFigureText } from './useFigureText';

/** The same three figures, one line a slice. */
export function SliceTable(props: {
  title: string;
  /** What the slices are. */
  label: string;
  empty: string;
  rows: {
    id: string;
    name: ReactNode;
    /** Its name in words. */
    title: string;
    slice: MetricsSlice;
    lists: SliceLists;
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
          <table
            className={`${styles.table} ${styles.slices}`}
            aria-label={title}
          >
            <thead>
              <tr>
                <th scope="col">{label}</th>
                {figureColumns.map(({ id, title: column }) => (
                  <th key={id} scope="col">
                    {t(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(row => (
                <tr key={row.id}>
                  <th scope="row">{row.name}</th>
                  {figureColumns.map(({ id, title: column }) => (
                    <td key={id} data-label={t(column)}>
                      <div className={styles.cell}>
                        <span>{text(id, row.slice)}</span>
                        {row.slice[id].n > 0 && (
                          <span className={styles.detail}>
                            <FigureDetail
                              id={id}
                              slice={row.slice}
                              lists={row.lists}
                              of={row.title}
                            />
                          </span>
                        )}
                        <SmallSample n={row.slice[id].n} />
                      </div>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
