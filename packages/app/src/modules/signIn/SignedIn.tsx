import { Progress } from '@backstage/core-components';
import { IdentityApi } from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { useEffect } from 'react';

/** In place of a sign-in page where somebody is signed in already. */
export function SignedIn({
  identity,
  onSignInSuccess,
}: SignInPageProps & { identity: IdentityApi }) {
  useEffect(() => onSignInSuccess(identity), [identity, onSignInSuccess]);
  return <Progress />;
}
