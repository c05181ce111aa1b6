import { ButtonLink, Container } from '@backstage/ui';
import { RiForbidLine } from '@remixicon/react';
import { EmptyState } from './EmptyState';
import styles from './states.module.css';

/** In place of a form that its reader may not send, or of what they may not read: why, and where to go from here. */
export function NotForYou(props: {
  title: string;
  reason?: string;
  href?: string;
  link?: string;
}) {
  const { title, reason, href, link } = props;
  return (
    <Container className={styles.forbidden}>
      <EmptyState
        icon={RiForbidLine}
        title={title}
        description={reason}
        action={href && link && <ButtonLink href={href}>{link}</ButtonLink>}
      />
    </Container>
  );
}
