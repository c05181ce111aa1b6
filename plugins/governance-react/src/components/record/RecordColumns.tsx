import { ReactNode } from 'react';
import styles from './RecordLayout.module.css';

/**
 * The story of a record, and beside it what is needed next; on a phone the first of the rail comes first. What in the rail
 * has `data-place="after-main"` follows the story, before the conversation.
 */
export function RecordColumns(props: { main: ReactNode; rail: ReactNode }) {
  return (
    <div className={styles.columns}>
      <div className={styles.main}>{props.main}</div>
      <aside className={styles.rail}>{props.rail}</aside>
    </div>
  );
}
