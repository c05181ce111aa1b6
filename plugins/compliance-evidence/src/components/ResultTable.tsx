import { useTexts } from '@countersign/plugin-governance-react';
import { complianceEvidenceTranslationRef } from '../translation';
import styles from './Evidence.module.css';
import { WideTable } from './parts';

/** Rows under their columns, as they are; no value is said. */
export function ResultTable(props: {
  label: string;
  columns: readonly string[];
  rows: readonly (readonly (string | null)[])[];
}) {
  const { label, columns, rows } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return (
    <WideTable label={label} isTall>
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          // Rows have no name of their own, and never change.
          // eslint-disable-next-line react/no-array-index-key
          <tr key={i}>
            {columns.map((column, k) => (
              <td key={column}>
                {row[k] ?? (
                  <span className={styles.quiet}>{t('emptyCell')}</span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
