export interface Config {
  auth?: {
    /**
     * The environment the auth providers are configured for. Demo users load in `development` only, which has to be
     * said here.
     * @example 'development'
     */
    environment?: string;
    providers?: {
      /**
       * Sign-in without a password, as one of the listed users. For development and demonstrations: where this is
       * configured and `auth.environment` is not `development`, or `NODE_ENV` is `production`, the backend refuses to
       * start.
       */
      'demo-users'?: {
        /**
         * The users the sign-in page offers, in this order. Each has to be in the catalog.
         */
        users: Array<{
          /** @example 'user:default/dana-developer' */
          entityRef: string;
          /**
           * The name to show.
           * @example 'Dana Reyes'
           */
          name: string;
          /**
           * What this user is, in a few words.
           * @example 'Developer'
           */
          role: string;
          /**
           * What this user can do, in one line.
           * @example 'Plans a change and watches it go out.'
           */
          description?: string;
        }>;
      };
    };
  };
}
