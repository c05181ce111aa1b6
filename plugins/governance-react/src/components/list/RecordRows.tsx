import { useBreakpoint } from '@backstage/ui';
import { ReactNode } from 'react';
import { RecordCards } from './RecordCards';
import { RecordColumn, RecordTable } from './RecordTable';

/** Numbered records as rows of a table, or as cards where the screen is narrow. */
export function RecordRows<T extends { number: string; title: string }>(props: {
  label: string;
  records: readonly T[];
  columns: readonly RecordColumn<T>[];
  hrefOf(number: string): string | undefined;
  /** Their number only tells them apart: nobody knows them by it. */
  hidesNumber?: boolean;
  /** A newer answer is on its way. */
  isStale: boolean;
  /** Something about it is overdue. */
  isOwed?(record: T): boolean;
  /** Beneath number and title of a card. */
  card(record: T): ReactNode;
}) {
  const { label, records, columns, hrefOf, isStale, isOwed, card } = props;
  const { hidesNumber } = props;
  const narrow = useBreakpoint().down('sm');
  return narrow ? (
    <RecordCards
      label={label}
      records={records}
      hrefOf={hrefOf}
      hidesNumber={hidesNumber}
      isOwed={isOwed}
    >
      {card}
    </RecordCards>
  ) : (
    <RecordTable
      label={label}
      records={records}
      isStale={isStale}
      keyOf={({ number }) => number}
      nameOf={({ number, title }) => (hidesNumber ? title : number)}
      textOf={({ number, title }) =>
        hidesNumber ? title : `${number} ${title}`
      }
      hrefOf={({ number }) => hrefOf(number)}
      columns={columns}
    />
  );
}
