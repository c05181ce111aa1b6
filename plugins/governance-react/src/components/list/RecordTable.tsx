import { ReactNode } from 'react';
import styles from './list.module.css';

/** Around the `TableRoot` of a list: dense rows as wide as their words, and a header that stays in sight. */
export function RecordTable(props: { children: ReactNode }) {
  return <div className={styles.table}>{props.children}</div>;
}
