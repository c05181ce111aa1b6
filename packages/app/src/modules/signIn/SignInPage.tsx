import { IdentityApi } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { DemoSignInPage } from './DemoSignInPage';
import { readDemoUsers } from './demoUsers';
import { OidcSignInPage } from './OidcSignInPage';
import { SignInServices } from './services';

/** The demo users where they are configured, the organization's OpenID Connect provider everywhere else. */
export function SignInPage(props: {
  services: SignInServices;
  onSignInSuccess: (identity: IdentityApi) => void;
}) {
  const { services, onSignInSuccess } = props;
  const { config, discovery, oidc } = services;
  const users = useMemo(() => readDemoUsers(config), [config]);
  const title = config.getOptionalString('app.title') ?? 'Countersign';
  return users.length > 0 ? (
    <DemoSignInPage
      title={title}
      users={users}
      discovery={discovery}
      onSignInSuccess={onSignInSuccess}
    />
  ) : (
    <OidcSignInPage
      title={title}
      oidc={oidc}
      onSignInSuccess={onSignInSuccess}
    />
  );
}
