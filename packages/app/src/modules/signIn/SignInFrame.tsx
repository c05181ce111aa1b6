import { Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { SealIcon } from '../nav/Logo';
import classes from './SignIn.module.css';

/** What stands around everything that is shown to somebody who is not signed in. */
export function SignInFrame(props: { title: string; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <div className={classes.content}>
        <div className={classes.brand}>
          <SealIcon size={32} />
          <Text variant="title-small" weight="bold">
            {props.title}
          </Text>
        </div>
        {props.children}
      </div>
    </main>
  );
}
