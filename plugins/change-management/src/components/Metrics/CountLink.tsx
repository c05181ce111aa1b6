import { Link, VisuallyHidden } from '@backstage/ui';
import { ListChangesQuery } from '@countersign/plugin-change-management-common';
import { useListLink } from '../../hooks/useListLink';
import styles from './Metrics.module.css';

/** A number of changes, which leads to the list of exactly those. */
export function CountLink(props: {
  n: number;
  list: ListChangesQuery | undefined;
  /** What is counted, for who does not see what stands around the number. */
  what: string;
  children?: string;
}) {
  const { n, list, what, children = String(n) } = props;
  const href = useListLink()(list ?? {});
  return n > 0 && list && href ? (
    <Link href={href} className={styles.count}>
      {children}
      <VisuallyHidden> {what}</VisuallyHidden>
    </Link>
  ) : (
    <>{children}</>
  );
}
