import { Text } from '@backstage/ui';
import {
  FigureRow,
  FigureTable,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';

/** Records behind a number, or as many of them as are shown. */
export function RecordsTable(props: {
  label: string;
  columns: readonly string[];
  rows: readonly FigureRow[];
  /** How many there are. */
  count: number;
}) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { label, columns, rows, count } = props;
  if (rows.length === 0) return <Text>{t('metrics.records.none')}</Text>;
  return (
    <>
      {count > rows.length && (
        <Text color="secondary">
          {t('metrics.records.more', {
            shown: String(rows.length),
            n: String(count),
          })}
        </Text>
      )}
      <FigureTable label={label} columns={columns} rows={rows} />
    </>
  );
}
