import { IdentityApi } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { SignInFrame } from './SignInFrame';
import { SignInPage } from './SignInPage';
import { SignInServices } from './services';
import { texts } from './texts';

/** Shows the pages to whoever has signed in; rejects when they cannot be loaded. */
export type OnSignedIn = (identity: IdentityApi) => Promise<void>;

/** The sign-in page until somebody has signed in and the pages are there. */
export function HandOver(props: {
  services: SignInServices;
  onSignedIn: OnSignedIn;
}) {
  const { services, onSignedIn } = props;
  const [hasFailed, setFailed] = useState(false);
  const handOver = useCallback(
    (identity: IdentityApi) => {
      onSignedIn(identity).catch(() => setFailed(true));
    },
    [onSignedIn],
  );
  if (!hasFailed) {
    return <SignInPage services={services} onSignInSuccess={handOver} />;
  }
  return (
    <SignInFrame title="Countersign">
      <Alert
        status="danger"
        title={texts.pagesFailed}
        customActions={
          <Button variant="tertiary" onPress={() => window.location.reload()}>
            {texts.reload}
          </Button>
        }
      />
    </SignInFrame>
  );
}
