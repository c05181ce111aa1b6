import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './CardFrame.module.css';

/** A card of an entity's page, with one question as its title. */
export function TitledCard(props: {
  title: string;
  /** Beside the title: a link, a count. */
  aside?: ReactNode;
  children: ReactNode;
}) {
  const { title, aside, children } = props;
  return (
    <Card role="region" aria-label={title}>
      <CardHeader>
        <div className={styles.head}>
          <Text as="h3" variant="title-x-small" weight="bold">
            {title}
          </Text>
          {aside}
        </div>
      </CardHeader>
      <CardBody>
        <div className={styles.body}>{children}</div>
      </CardBody>
    </Card>
  );
}
