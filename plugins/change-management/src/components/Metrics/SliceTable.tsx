import { Text } from '@backstage/ui';
import {
  MetricsSlice,
  SliceLists,
} from '@countersign/plugin-change-management-common';
import { ReactNode } from 'react';
import {
  FigureCell,
  FigureSection,
  FigureTable,
  SmallSample,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { FigureDetail } from './FigureDetail';
import { figureColumns } from './figures';
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
  const { t } = useTexts(changeManagementTranslationRef);
  const text = useFigureText();
  const { title, label, empty, rows } = props;
  return (
    <FigureSection title={title}>
      {!rows.length && <Text color="secondary">{empty}</Text>}
      {rows.length > 0 && (
        <FigureTable
          label={title}
          columns={[label, ...figureColumns.map(column => t(column.title))]}
          rows={rows.map(row => ({
            id: row.id,
            name: row.name,
            cells: figureColumns.map(({ id }) => (
              <FigureCell
                key={id}
                value={text(id, row.slice)}
                detail={
                  row.slice[id].n > 0 ? (
                    <FigureDetail
                      id={id}
                      slice={row.slice}
                      lists={row.lists}
                      of={row.title}
                    />
                  ) : undefined
                }
              >
                <SmallSample n={row.slice[id].n} />
              </FigureCell>
            )),
          }))}
        />
      )}
    </FigureSection>
  );
}
