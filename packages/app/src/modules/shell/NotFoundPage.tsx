import { Button, ButtonLink, Container, Text } from '@backstage/ui';
import { Helmet } from 'react-helmet';
import { useLocation, useNavigate } from 'react-router-dom';
import { useTexts } from '@countersign/plugin-governance-react';
import classes from './shell.module.css';
import { shellTranslationRef } from './translation';

/** Where an address leads nowhere: says which, and where to go from here. */
export function NotFoundPage() {
  const { t } = useTexts(shellTranslationRef);
  const { pathname } = useLocation();
  const navigate = useNavigate();
  return (
    <Container my="6">
      <Helmet title={t('notFound.title')} />
      <div className={classes.missing}>
        <Text as="h1" variant="title-medium" weight="bold">
          {t('notFound.title')}
        </Text>
        <Text className={classes.path} color="secondary">
          {t('notFound.description', { path: pathname })}
        </Text>
        <div className={classes.ways}>
          <ButtonLink href="/" variant="primary">
            {t('notFound.home')}
          </ButtonLink>
          <ButtonLink href="/search" variant="secondary">
            {t('notFound.search')}
          </ButtonLink>
          <Button variant="tertiary" onPress={() => navigate(-1)}>
            {t('notFound.back')}
          </Button>
        </div>
      </div>
    </Container>
  );
}
