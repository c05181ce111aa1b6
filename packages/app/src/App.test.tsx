import { render, screen } from '@testing-library/react';
import App from './App';

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

jest.setTimeout(60_000);

describe('App', () => {
  it('asks who signs in before it shows anything', async () => {
    // The bundler puts the configuration here; an environment variable could not hold an array.
    Object.defineProperty(process, 'env', {
      value: {
        ...process.env,
        APP_CONFIG: [{ context: 'test', data: config }],
      },
    });
    render(App.createRoot());
    expect(
      await screen.findByRole(
        'button',
        { name: 'Sign in as Dana Reyes, Developer' },
        { timeout: 20_000 },
      ),
    ).toBeInTheDocument();
  });
});
