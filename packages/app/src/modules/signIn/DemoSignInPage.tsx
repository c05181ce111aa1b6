import { DiscoveryApi, IdentityApi } from '@backstage/frontend-plugin-api';
import { Alert, Avatar, Text, VisuallyHidden } from '@backstage/ui';
import { useCallback, useEffect, useState } from 'react';
import { DemoUser } from './demoUsers';
import { DemoUserIdentity, rememberedDemoUser } from './DemoUserIdentity';
import classes from './SignIn.module.css';
import { SignInFrame } from './SignInFrame';
import { texts } from './texts';

type Status =
  | { is: 'idle' }
  | { is: 'signing-in'; user: DemoUser }
  | { is: 'failed'; user: DemoUser; reason: string };

const reasonOf = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

/** The demo users as cards; one press signs in. */
export const DemoSignInPage = ({
  title,
  users,
  discovery,
  onSignInSuccess,
}: {
  title: string;
  users: DemoUser[];
  discovery: DiscoveryApi;
  onSignInSuccess: (identity: IdentityApi) => void;
}) => {
  const [status, setStatus] = useState<Status>({ is: 'idle' });

  const signIn = useCallback(
    async (user: DemoUser) => {
      setStatus({ is: 'signing-in', user });
      try {
        onSignInSuccess(await DemoUserIdentity.signIn(user, discovery));
      } catch (error) {
        rememberedDemoUser.clear();
        setStatus({ is: 'failed', user, reason: reasonOf(error) });
      }
    },
    [discovery, onSignInSuccess],
  );

  useEffect(() => {
    const remembered = rememberedDemoUser.get();
    const user = users.find(({ entityRef }) => entityRef === remembered);
    if (user) {
      signIn(user);
    }
  }, [users, signIn]);

  return (
    <SignInFrame title={title}>
      <header className={classes.words}>
        <Text as="h1" variant="title-medium" weight="bold">
          {texts.title}
        </Text>
        <Text color="secondary">{texts.subtitle}</Text>
      </header>
      <div aria-live="polite">
        {status.is === 'signing-in' && (
          <Text color="secondary">{texts.signingIn(status.user.name)}</Text>
        )}
        {status.is === 'failed' && (
          <Alert
            status="danger"
            title={texts.failed(status.user.name, status.reason)}
          />
        )}
      </div>
      <ul className={classes.users} aria-label={texts.users}>
        {users.map(user => (
          <li key={user.entityRef}>
            <button
              type="button"
              className={classes.user}
              disabled={status.is === 'signing-in'}
              onClick={() => signIn(user)}
            >
              <Avatar
                src=""
                name={user.name}
                size="large"
                purpose="decoration"
              />
              <span className={classes.words}>
                <Text weight="bold">
                  <VisuallyHidden>{texts.signInAs} </VisuallyHidden>
                  {user.name}
                </Text>
                <Text variant="body-small">{user.role}</Text>
                <Text variant="body-small" color="secondary">
                  {user.description}
                </Text>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </SignInFrame>
  );
};
