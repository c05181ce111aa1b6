import { ReactNode } from 'react';
import styles from './ThumbBar.module.css';

/** On a phone, what cannot wait stays under the thumb, whatever is read above it; elsewhere it stands where it is put. */
export function ThumbBar(props: { children: ReactNode }) {
  return <div className={styles.bar}>{props.children}</div>;
}
