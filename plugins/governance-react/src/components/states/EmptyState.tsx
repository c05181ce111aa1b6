import { Text } from '@backstage/ui';
import { RemixiconComponentType, RiInbox2Line } from '@remixicon/react';
import { ReactNode } from 'react';
import styles from './states.module.css';

/** Nothing here: says what would fill it and offers the button. */
export function EmptyState(props: {
  title: string;
  description?: ReactNode;
  action?: ReactNode;
  icon?: RemixiconComponentType;
}) {
  const { title, description, action, icon: Icon = RiInbox2Line } = props;
  return (
    <div className={styles.empty}>
      <Icon size={32} aria-hidden />
      <Text as="h2" variant="title-x-small" weight="bold" color="primary">
        {title}
      </Text>
      {description && <Text color="secondary">{description}</Text>}
      {action}
    </div>
  );
}
