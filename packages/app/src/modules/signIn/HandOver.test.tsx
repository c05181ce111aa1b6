import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HandOver, OnSignedIn } from './HandOver';
import { createSignInServices } from './services';

const config = {
  app: { title: 'Countersign' },
  backend: { baseUrl: 'http://localhost:7007' },
  auth: {
    providers: {
      'demo-users': {
        users: [
          {
            entityRef: 'user:default/dana-developer',
            name: 'Dana Reyes',
            role: 'Developer',
          },
        ],
      },
    },
  },
};

const session = {
  profile: {},
  backstageIdentity: {
    token: `header.${window.btoa('{"exp":4102444800}')}.signature`,
    identity: {
      type: 'user',
      userEntityRef: 'user:default/dana-developer',
      ownershipEntityRefs: ['user:default/dana-developer'],
    },
  },
};

jest.setTimeout(240_000);

describe('HandOver', () => {
  const realFetch = global.fetch;
  const realEnvironment = process.env;

  beforeEach(() => {
    // The bundler puts the configuration here; an environment variable could not hold an array.
    Object.defineProperty(process, 'env', {
      value: {
        ...realEnvironment,
        APP_CONFIG: [{ context: 'test', data: config }],
      },
    });
    global.fetch = jest.fn(async () => Response.json(session));
  });
  afterEach(() => {
    global.fetch = realFetch;
    window.localStorage.clear();
  });

  const renderSignedOut = async (onSignedIn: OnSignedIn) =>
    render(
      <HandOver
        services={await createSignInServices()}
        onSignedIn={onSignedIn}
      />,
    );

  const dana = () =>
    screen.findByRole('button', { name: /^Sign in as Dana Reyes/ });

  it('asks who signs in before it shows anything, and hands over', async () => {
    const onSignedIn = jest.fn().mockResolvedValue(undefined);
    await renderSignedOut(onSignedIn);
    await userEvent.click(await dana());
    expect(onSignedIn).toHaveBeenCalledTimes(1);
    const [identity] = onSignedIn.mock.calls[0];
    await expect(identity.getBackstageIdentity()).resolves.toMatchObject({
      userEntityRef: 'user:default/dana-developer',
    });
  });

  it('says so when the pages cannot be loaded', async () => {
    const onSignedIn = jest.fn().mockRejectedValue(new Error('no such chunk'));
    await renderSignedOut(onSignedIn);
    await userEvent.click(await dana());
    expect(
      await screen.findByRole('button', { name: 'Reload' }),
    ).toBeInTheDocument();
    expect(screen.getByText(/Couldn’t load the portal/)).toBeInTheDocument();
  });
});
