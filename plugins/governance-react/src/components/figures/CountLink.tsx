import { Link, VisuallyHidden } from '@backstage/ui';
import styles from './figures.module.css';

/** A number of records, which leads to the list of exactly those. */
export function CountLink(props: {
  n: number;
  /** The list of those that are counted. */
  href: string | undefined;
  /** What is counted, for who does not see what stands around the number. */
  what: string;
  children?: string;
}) {
  const { n, href, what, children = String(n) } = props;
  return n > 0 && href ? (
    <Link href={href} className={styles.count}>
      {children}
      <VisuallyHidden> {what}</VisuallyHidden>
    </Link>
  ) : (
    <>{children}</>
  );
}
