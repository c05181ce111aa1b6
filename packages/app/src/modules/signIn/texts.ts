/** What the sign-in page says. Not by the translation API: translations come with the pages, after it. */
export const texts = {
  title: 'Who are you today?',
  subtitle: 'Demo: each user has different permissions.',
  users: 'Demo users',
  signInAs: 'Sign in as',
  signingIn: (name: string) => `Signing in as ${name} …`,
  failed: (name: string, reason: string) =>
    `Could not sign in as ${name}: ${reason}`,
  oidcTitle: 'Your organization’s account',
  oidcMessage: 'Sign in with OpenID Connect',
  oidcSignIn: 'Sign in',
  pagesFailed: 'Couldn’t load the portal. Check your connection, then reload.',
  reload: 'Reload',
};
