import {
  createFrontendModule,
  IdentityApi,
} from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { oidcAuthApi } from './oidcExtension';
import { SignedIn } from './SignedIn';

/** For an app that begins with somebody signed in. */
export function signedInModule(identity: IdentityApi) {
  const signInPage = SignInPageBlueprint.make({
    params: {
      loader:
        async () =>
        ({ onSignInSuccess }) =>
          <SignedIn identity={identity} onSignInSuccess={onSignInSuccess} />,
    },
  });
  return createFrontendModule({
    pluginId: 'app',
    extensions: [signInPage, oidcAuthApi],
  });
}
