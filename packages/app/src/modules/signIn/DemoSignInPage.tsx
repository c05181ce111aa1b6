import { SignInPageProps } from '@backstage/plugin-app-react';
import {
  discoveryApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Avatar, Text } from '@backstage/ui';
import { useCallback, useEffect, useState } from 'react';
import { SealIcon } from '../nav/Logo';
import classes from './DemoSignInPage.module.css';
import { DemoUser } from './demoUsers';
import { DemoUserIdentity, rememberedDemoUser } from './DemoUserIdentity';
import { signInTranslationRef } from './translation';

type Status =
  | { is: 'idle' }
  | { is: 'signing-in'; user: DemoUser }
  | { is: 'failed'; user: DemoUser; reason: string };

const reasonOf = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

/** The demo users as cards; one press signs in. */
export const DemoSignInPage = ({
  users,
  onSignInSuccess,
}: SignInPageProps & { users: DemoUser[] }) => {
  const { t } = useTranslationRef(signInTranslationRef);
  const discoveryApi = useApi(discoveryApiRef);
  const [status, setStatus] = useState<Status>({ is: 'idle' });

  const signIn = useCallback(
    async (user: DemoUser) => {
      setStatus({ is: 'signing-in', user });
      try {
        onSignInSuccess(await DemoUserIdentity.signIn(user, discoveryApi));
      } catch (error) {
        rememberedDemoUser.clear();
        setStatus({ is: 'failed', user, reason: reasonOf(error) });
      }
    },
    [discoveryApi, onSignInSuccess],
  );

  useEffect(() => {
    const remembered = rememberedDemoUser.get();
    const user = users.find(({ entityRef }) => entityRef === remembered);
    if (user) {
      signIn(user);
    }
  }, [users, signIn]);

  return (
    <main className={classes.page}>
      <div className={classes.content}>
        <div className={classes.brand}>
          <SealIcon size={32} />
          <Text variant="title-small" weight="bold">
            Countersign
          </Text>
        </div>
        <header className={classes.words}>
          <Text as="h1" variant="title-medium" weight="bold">
            {t('title')}
          </Text>
          <Text color="secondary">{t('subtitle')}</Text>
        </header>
        <div aria-live="polite">
          {status.is === 'signing-in' && (
            <Text color="secondary">
              {t('signingIn', { name: status.user.name })}
            </Text>
          )}
          {status.is === 'failed' && (
            <Alert
              status="danger"
              title={t('failed', {
                name: status.user.name,
                reason: status.reason,
              })}
            />
          )}
        </div>
        <ul className={classes.users} aria-label={t('users')}>
          {users.map(user => (
            <li key={user.entityRef}>
              <button
                type="button"
                className={classes.user}
                disabled={status.is === 'signing-in'}
                aria-label={t('signInAs', { name: user.name, role: user.role })}
                onClick={() => signIn(user)}
              >
                <Avatar
                  src=""
                  name={user.name}
                  size="large"
                  purpose="decoration"
                />
                <span className={classes.words}>
                  <Text weight="bold">{user.name}</Text>
                  <Text variant="body-small">{user.role}</Text>
                  <Text variant="body-small" color="secondary">
                    {user.description}
                  </Text>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </main>
  );
};
