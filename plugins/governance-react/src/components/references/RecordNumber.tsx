import { useApiHolder } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { recordLinksApiRef } from '../../records';
import { CopyButton } from './CopyButton';
import styles from './RecordNumber.module.css';

/** The number of a record of any area: a link where that area is installed, monospaced, easy to copy. */
export function RecordNumber(props: {
  number: string;
  /** The record's page, where the caller knows it better than the registered links. */
  href?: string;
  /** Leaves out the copy button, where many numbers stand close together. */
  hideCopy?: boolean;
}) {
  const { number, hideCopy } = props;
  const links = useApiHolder().get(recordLinksApiRef);
  const href = props.href ?? links?.pathOf(number);
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
