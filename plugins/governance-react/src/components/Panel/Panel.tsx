import { Box, Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import styles from './Panel.module.css';

/** A titled box of a page. */
export function Panel(props: {
  title: string;
  /** Beside the title: a badge, a count, a button. */
  aside?: ReactNode;
  children: ReactNode;
  tone?: 'danger' | 'accent';
  className?: string;
}) {
  const { title, aside, children, tone, className } = props;
  const id = useId();
  return (
    <Box
      as="section"
      bg="neutral"
      aria-labelledby={id}
      className={[styles.panel, tone && styles[tone], className]
        .filter(Boolean)
        .join(' ')}
    >
      <div className={styles.head}>
        <Text as="h2" id={id} variant="body-medium" weight="bold">
          {title}
        </Text>
        {aside && <div className={styles.aside}>{aside}</div>}
      </div>
      {children}
    </Box>
  );
}
