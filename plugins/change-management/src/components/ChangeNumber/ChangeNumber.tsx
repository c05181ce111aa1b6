import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { CopyButton } from '@countersign/plugin-governance-react';
import { changeRouteRef } from '../../routes';
import styles from './ChangeNumber.module.css';

/** The number of a change: a link, monospaced, easy to copy. */
export function ChangeNumber(props: {
  number: string;
  /** Leaves out the copy button, where many numbers stand close together. */
  hideCopy?: boolean;
}) {
  const { number, hideCopy } = props;
  const changeLink = useRouteRef(changeRouteRef);
  const href = changeLink?.({ number });
  return (
    <span className={styles.root}>
      {href ? (
        <Link href={href} className={styles.number}>
          {number}
        </Link>
      ) : (
        <span className={styles.number}>{number}</span>
      )}
      {!hideCopy && <CopyButton text={number} />}
    </span>
  );
}
