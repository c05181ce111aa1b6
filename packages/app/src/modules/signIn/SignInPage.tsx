import { SignInPage as ProviderSignInPage } from '@backstage/core-components';
import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { useMemo } from 'react';
import { DemoSignInPage } from './DemoSignInPage';
import { readDemoUsers } from './demoUsers';
import { oidcAuthApiRef } from './oidc';
import { signInTranslationRef } from './translation';

/** The demo users where they are configured, the organization's OpenID Connect provider everywhere else. */
export const SignInPage = (props: SignInPageProps) => {
  const { t } = useTranslationRef(signInTranslationRef);
  const config = useApi(configApiRef);
  const users = useMemo(() => readDemoUsers(config), [config]);

  if (users.length > 0) {
    return <DemoSignInPage {...props} users={users} />;
  }
  return (
    <ProviderSignInPage
      {...props}
      title={config.getOptionalString('app.title')}
      align="center"
      provider={{
        id: 'oidc',
        title: t('oidcTitle'),
        message: t('oidcMessage'),
        apiRef: oidcAuthApiRef,
      }}
    />
  );
};
