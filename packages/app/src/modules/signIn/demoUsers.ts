import { Config } from '@backstage/config';

/** A user that the development sign-in page offers; see `auth.providers.demo-users` in the configuration. */
export interface DemoUser {
  /** For example `user:default/dana-developer`. */
  entityRef: string;
  name: string;
  role: string;
  description?: string;
}

/** Empty where demo users are not configured, as in production. */
export function readDemoUsers(config: Config): DemoUser[] {
  return (
    config
      .getOptionalConfigArray('auth.providers.demo-users.users')
      ?.map(user => ({
        entityRef: user.getString('entityRef'),
        name: user.getString('name'),
        role: user.getString('role'),
        description: user.getOptionalString('description'),
      })) ?? []
  );
}
