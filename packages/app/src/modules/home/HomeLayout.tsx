import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { HomePageLayoutProps } from '@backstage/plugin-home-react/alpha';
import { Container, Text } from '@backstage/ui';
import { useEffect, useState } from 'react';
import classes from './HomeLayout.module.css';
import { orderWidgets, spansThePage } from './orderWidgets';

/** What needs this user's attention first, what they came back to after it. */
export const HomeLayout = ({ widgets }: HomePageLayoutProps) => {
  const identityApi = useApi(identityApiRef);
  const [name, setName] = useState('');

  useEffect(() => {
    let mounted = true;
    identityApi.getProfileInfo().then(({ displayName }) => {
      if (mounted) {
        setName(displayName?.split(' ')[0] ?? '');
      }
    });
    return () => {
      mounted = false;
    };
  }, [identityApi]);

  return (
    <Container my="6">
      <Text as="h1" variant="title-medium" weight="bold">
        {name ? `Hello, ${name}` : 'Hello'}
      </Text>
      <div className={classes.widgets}>
        {orderWidgets(widgets).map((widget, index) => (
          <div
            key={widget.name ?? index}
            className={spansThePage(widget) ? classes.wide : undefined}
          >
            {widget.component}
          </div>
        ))}
      </div>
    </Container>
  );
};
