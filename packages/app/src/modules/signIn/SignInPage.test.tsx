import { OAuthRequestManager } from '@backstage/core-app-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createOidcAuth } from './oidc';
import { SignInPage } from './SignInPage';

jest.setTimeout(240_000);

const users = [
  {
    entityRef: 'user:default/dana-developer',
    name: 'Dana Reyes',
    role: 'Developer',
    description: 'Plans a change',
  },
  {
    entityRef: 'user:default/ines-auditor',
    name: 'Inês Duarte',
    role: 'Auditor',
  },
];

const session = (expiresInSeconds: number) => {
  const exp = Math.floor(Date.now() / 1000) + expiresInSeconds;
  return {
    profile: {},
    backstageIdentity: {
      token: `header.${window.btoa(JSON.stringify({ exp }))}.signature`,
      identity: {
        type: 'user',
        userEntityRef: 'user:default/dana-developer',
        ownershipEntityRefs: [
          'user:default/dana-developer',
          'group:default/checkout',
        ],
      },
    },
  };
};

const answer = (status: number, body: object) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });

describe('SignInPage', () => {
  const backend = jest.fn<Promise<Response>, [string, RequestInit]>();
  const onSignInSuccess = jest.fn();
  const realFetch = global.fetch;

  const renderPage = (auth: object) => {
    const configApi = mockApis.config({
      data: { app: { title: 'Countersign' }, auth: auth as {} },
    });
    const discoveryApi = mockApis.discovery({
      baseUrl: 'http://localhost:7007',
    });
    const services = {
      config: configApi,
      discovery: discoveryApi,
      oidc: createOidcAuth({
        configApi,
        discoveryApi,
        oauthRequestApi: new OAuthRequestManager(),
      }),
    };
    return render(
      <SignInPage services={services} onSignInSuccess={onSignInSuccess} />,
    );
  };

  const demoUsers = { providers: { 'demo-users': { users } } };

  beforeEach(() => {
    window.localStorage.clear();
    backend.mockReset();
    onSignInSuccess.mockReset();
    global.fetch = backend as typeof fetch;
  });

  afterEach(() => {
    global.fetch = realFetch;
  });

  it('signs in with the keyboard as the chosen user, and again after a reload', async () => {
    backend.mockImplementation(async () => answer(200, session(3600)));
    const { unmount } = renderPage(demoUsers);
    const dana = await screen.findByRole('button', { name: /Dana Reyes/ });
    dana.focus();
    await userEvent.keyboard('{Enter}');

    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
    expect(backend.mock.calls[0][1].headers).toMatchObject({
      'x-demo-user': 'user:default/dana-developer',
    });
    const identity = onSignInSuccess.mock.calls[0][0];
    expect(await identity.getProfileInfo()).toMatchObject({
      displayName: 'Dana Reyes',
    });

    unmount();
    renderPage(demoUsers);
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(2));

    await identity.signOut();
    const signedIn = backend.mock.calls.length;
    renderPage(demoUsers);
    await screen.findAllByRole('button', { name: /Dana Reyes/ });
    expect(backend).toHaveBeenCalledTimes(signedIn);
  });

  it('renews a token that is about to expire, and only then', async () => {
    backend.mockImplementation(async () => answer(200, session(60)));
    renderPage(demoUsers);
    await userEvent.click(
      await screen.findByRole('button', { name: /Dana Reyes/ }),
    );
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
    const identity = onSignInSuccess.mock.calls[0][0];
    backend.mockImplementation(async () => answer(200, session(3600)));
    await identity.getCredentials();
    await identity.getCredentials();
    expect(backend).toHaveBeenCalledTimes(2);
  });

  it('says why it could not sign in and lets the user try again', async () => {
    backend.mockImplementation(async () =>
      answer(404, {
        error: { name: 'NotFoundError', message: 'not in the catalog' },
        response: { statusCode: 404 },
      }),
    );
    renderPage(demoUsers);
    const dana = await screen.findByRole('button', { name: /Dana Reyes/ });
    await userEvent.click(dana);
    expect(
      await screen.findByText(/Could not sign in as Dana Reyes.*404/),
    ).toBeInTheDocument();
    expect(dana).toBeEnabled();
  });

  it('offers OpenID Connect where there are no demo users', async () => {
    backend.mockImplementation(async () => answer(401, {}));
    renderPage({});
    expect(
      await screen.findByText('Sign in with OpenID Connect'),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeEnabled();
    expect(screen.queryByRole('button', { name: /Dana/ })).toBeNull();
  });
});
