import { Column, Row, TableBody, TableHeader, TableRoot } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './list.module.css';
import { RecordCell } from './RecordCell';

/** One column of a table of records. */
export interface RecordColumn<T> {
  id: string;
  label: string;
  /** Names its row. */
  isRowHeader?: boolean;
  className?: string;
  /** What it shows of a record; what it cannot show stays in its cell. */
  cell(record: T): ReactNode;
}

/** Dense rows as wide as their words, and a header that stays in sight; each row leads to the page of its record. */
export function RecordTable<T extends object>(props: {
  label: string;
  records: readonly T[];
  columns: readonly RecordColumn<T>[];
  /** By what a row is told from others and from columns; the keys of a list find rows by it. */
  keyOf(record: T): string;
  /** Said where a record cannot be shown. */
  nameOf(record: T): string;
  /** A row in words, for screen readers and typing ahead. */
  textOf(record: T): string;
  hrefOf(record: T): string | undefined;
  classOf?(record: T): string | undefined;
  /** A newer answer is on its way. */
  isStale: boolean;
  /** What cells show besides the record, such as the time. */
  dependencies?: readonly unknown[];
}) {
  const { label, records, columns, isStale, dependencies = [] } = props;
  const { keyOf, nameOf, textOf, hrefOf, classOf } = props;
  return (
    <div className={styles.table}>
      <TableRoot aria-label={label} stale={isStale}>
        <TableHeader>
          {columns.map(column => (
            <Column
              key={column.id}
              id={column.id}
              isRowHeader={column.isRowHeader}
              className={column.className}
            >
              {column.label}
            </Column>
          ))}
        </TableHeader>
        <TableBody items={records} dependencies={[isStale, ...dependencies]}>
          {record => (
            <Row
              id={keyOf(record)}
              textValue={textOf(record)}
              href={hrefOf(record)}
              className={classOf?.(record)}
            >
              {columns.map(column => (
                <RecordCell
                  key={column.id}
                  name={nameOf(record)}
                  className={column.className}
                >
                  <Shown column={column} record={record} />
                </RecordCell>
              ))}
            </Row>
          )}
        </TableBody>
      </TableRoot>
    </div>
  );
}

/** Within the boundary of its cell, where what fails to be shown is caught. */
function Shown<T>(props: { column: RecordColumn<T>; record: T }) {
  const { column, record } = props;
  return <>{column.cell(record)}</>;
}
