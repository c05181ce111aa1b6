import { Link, Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { PageTitle } from '../page';
import { CopyButton } from '../references';
import styles from './RecordLayout.module.css';

/** What a record is, what state it is in, and what else its first screenful has to say. */
export function RecordHeader(props: {
  number: string;
  title: string;
  /** Where all records of its kind are, and the text of the link that leads back there. */
  list?: { href?: string; text: string };
  /** Links to where else one may come from, or go on: a copy. */
  ways?: ReactNode;
  /** Chips of state and level, and its times. */
  chips: ReactNode;
  /** Beneath the chips: people, items, the stepper. */
  children?: ReactNode;
}) {
  const { number, title, list } = props;
  return (
    <header className={styles.header}>
      <PageTitle title={`${number} · ${title}`} />
      <span className={styles.ways}>
        {list?.href && <Link href={list.href}>← {list.text}</Link>}
        {props.ways}
      </span>
      <div className={styles.titleRow}>
        <span className={styles.number}>
          {number}
          <CopyButton text={number} />
        </span>
        <Text as="h1" variant="title-small" weight="bold">
          {title}
        </Text>
      </div>
      <RecordMeta>{props.chips}</RecordMeta>
      {props.children}
    </header>
  );
}

/** A row of what belongs together in the header of a record. */
export function RecordMeta(props: { children: ReactNode }) {
  return <div className={styles.meta}>{props.children}</div>;
}
