export interface Config {
  auth?: {
    /**
     * The environment whose provider settings apply.
     *
     * @visibility frontend
     */
    environment?: string;
    providers?: {
      'demo-users'?: {
        /**
         * Shown on the sign-in page. See the auth module of the same name.
         *
         * @deepVisibility frontend
         */
        users: Array<{
          entityRef: string;
          name: string;
          role: string;
          description?: string;
        }>;
      };
    };
  };
}
