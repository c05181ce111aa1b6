import { ButtonLink, Container } from '@backstage/ui';
import { RiForbidLine } from '@remixicon/react';
import { PageTitle } from '../page';
import { EmptyState } from './EmptyState';
import styles from './states.module.css';

/** In place of a form that its reader may not send, or of what they may not read: why, and where to go from here. */
export function NotForYou(props: {
  /** What the page is called, where it has a title of its own. */
  page?: string;
  title: string;
  reason?: string;
  href?: string;
  link?: string;
}) {
  const { page, title, reason, href, link } = props;
  return (
    <Container className={styles.forbidden}>
      {page !== undefined && <PageTitle title={page} />}
      <EmptyState
        icon={RiForbidLine}
        title={title}
        description={reason}
        action={href && link && <ButtonLink href={href}>{link}</ButtonLink>}
      />
    </Container>
  );
}
