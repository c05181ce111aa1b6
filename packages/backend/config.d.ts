export interface Config {
  scaffolder?: {
    publishFolder?: {
      /** Where `publish:folder` puts what templates make: a folder for each. Without it the action refuses. */
      path?: string;
    };
  };
}
