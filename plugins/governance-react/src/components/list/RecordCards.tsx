import { Link } from '@backstage/ui';
import { ReactNode } from 'react';
import { RowBoundary } from '../states';
import styles from './list.module.css';

/** A list on a narrow screen: a card a record, and one that cannot be shown is one odd card. */
export function RecordCards<
  T extends { number: string; title: string },
>(props: {
  label: string;
  records: readonly T[];
  /** Where several are of one number. */
  keyOf?(record: T): string;
  hrefOf(number: string): string | undefined;
  /** Their number only tells them apart: nobody knows them by it. */
  hidesNumber?: boolean;
  /** Something about it is overdue. */
  isOwed?(record: T): boolean;
  /** Beneath number and title. */
  children(record: T): ReactNode;
}) {
  const { label, records, hrefOf, hidesNumber, isOwed } = props;
  const { keyOf = ({ number }) => number } = props;
  return (
    <ul className={styles.cards} aria-label={label}>
      {records.map(record => (
        <li
          key={keyOf(record)}
          className={
            isOwed?.(record) ? `${styles.card} ${styles.owed}` : styles.card
          }
        >
          <RowBoundary name={record.number}>
            <CardTitle href={hrefOf(record.number)} data-key={keyOf(record)}>
              {!hidesNumber && (
                <span className={styles.number}>{record.number}</span>
              )}
              <strong>{record.title}</strong>
            </CardTitle>
            <CardBody>{() => props.children(record)}</CardBody>
          </RowBoundary>
        </li>
      ))}
    </ul>
  );
}

/** A link where the record has a page. */
function CardTitle(props: {
  href?: string;
  'data-key': string;
  children: ReactNode;
}) {
  return props.href === undefined ? (
    <div {...props} className={styles.cardLink} />
  ) : (
    <Link {...props} className={styles.cardLink} standalone />
  );
}

/** Renders within the boundary of its card. */
function CardBody(props: { children(): ReactNode }) {
  return <>{props.children()}</>;
}
