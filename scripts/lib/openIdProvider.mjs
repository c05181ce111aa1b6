/**
 * An OpenID Connect provider to test sign-in against: certified software, on this machine, with a page that signs anybody in as
 * whatever they write. Who writes `unverified…` has an address that was never verified.
 *
 *   node scripts/lib/openIdProvider.mjs <port> <redirect URI> <client id> <client secret>
 */
import Provider from 'oidc-provider';

const [port, redirectUri, clientId, clientSecret] = process.argv.slice(2);
const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
    },
  ],
  claims: { email: ['email', 'email_verified'], profile: ['name'] },
  scopes: ['openid', 'offline_access', 'email', 'profile'],
  findAccount: (_, accountId) => ({
    accountId,
    claims: () => ({
      sub: accountId,
      email: accountId,
      email_verified: !accountId.startsWith('unverified'),
      name: accountId.split('@')[0],
    }),
  }),
  // As Keycloak, Okta and Entra ID do for a client that may refresh.
  issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
});
const server = provider.listen(Number(port), '127.0.0.1', () => {
  process.send?.('ready');
});
process.on('disconnect', () => server.close(() => process.exit(0)));
