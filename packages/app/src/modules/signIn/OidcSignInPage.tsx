import { UserIdentity } from '@backstage/core-components';
import { IdentityApi } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import { useCallback, useEffect, useState } from 'react';
import { OidcAuthApi } from './oidc';
import classes from './SignIn.module.css';
import { SignInFrame } from './SignInFrame';
import { texts } from './texts';

/** Signs in by the organization's provider: with the session that is still there, or in a window of its own. */
export function OidcSignInPage(props: {
  title: string;
  oidc: OidcAuthApi;
  onSignInSuccess: (identity: IdentityApi) => void;
}) {
  const { title, oidc, onSignInSuccess } = props;
  const [failure, setFailure] = useState(errorInAddress);
  const [isAsked, setAsked] = useState(false);

  const signIn = useCallback(
    async (how: { optional: true } | { instantPopup: true }) => {
      try {
        const session = await oidc.getBackstageIdentity(how);
        if (session) {
          onSignInSuccess(
            UserIdentity.create({
              identity: session.identity,
              profile: await oidc.getProfile(),
              authApi: oidc,
            }),
          );
          return;
        }
      } catch (error) {
        const { name, message } = error as Error;
        // Whoever closes the window knows it.
        if (name !== 'PopupRejectedError') setFailure(message);
      }
      setAsked(true);
    },
    [oidc, onSignInSuccess],
  );

  useEffect(() => {
    signIn({ optional: true });
  }, [signIn]);

  if (!isAsked) return <SignInFrame title={title}>{null}</SignInFrame>;
  return (
    <SignInFrame title={title}>
      <header className={classes.words}>
        <Text as="h1" variant="title-medium" weight="bold">
          {texts.oidcTitle}
        </Text>
        <Text color="secondary">{texts.oidcMessage}</Text>
      </header>
      <div aria-live="polite">
        {failure && <Alert status="danger" title={failure} />}
      </div>
      <div>
        <Button
          onPress={() => {
            setFailure(undefined);
            signIn({ instantPopup: true });
          }}
        >
          {texts.oidcSignIn}
        </Button>
      </div>
    </SignInFrame>
  );
}

/** A provider that refuses sends back to the portal with a reason. */
function errorInAddress(): string | undefined {
  return new URLSearchParams(window.location.search).get('error') ?? undefined;
}
