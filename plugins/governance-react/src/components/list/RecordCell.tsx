import { Cell, CellProps } from '@backstage/ui';
import { ReactNode } from 'react';
import { RowBoundary } from '../states';

/** A cell of a table of records: what it cannot show stays in it. */
export function RecordCell(
  props: Omit<CellProps, 'children'> & {
    /** The number of the record. */
    name: string;
    children: ReactNode;
  },
) {
  const { name, children, ...cell } = props;
  return (
    <Cell {...cell}>
      <RowBoundary name={name}>{children}</RowBoundary>
    </Cell>
  );
}
