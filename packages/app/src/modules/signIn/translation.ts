import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const signInTranslationRef = createTranslationRef({
  id: 'countersign.sign-in',
  messages: {
    title: 'Who are you today?',
    subtitle:
      'A demonstration: every user sees the same changes and may do something else with them.',
    users: 'Demo users',
    signInAs: 'Sign in as {{name}}, {{role}}',
    signingIn: 'Signing in as {{name}} …',
    failed: 'Could not sign in as {{name}}: {{reason}}',
    oidcTitle: 'Your organization’s account',
    oidcMessage: 'Sign in with OpenID Connect',
  },
});
