import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { requireSettings } from './requireSettings';

jest.setTimeout(240_000);

describe('requireSettings', () => {
  it('keeps a backend from starting, and names what is missing with the variables that set it', async () => {
    await expect(
      startTestBackend({
        features: [
          requireSettings({
            'backend.auth.externalAccess.options.token': 'DEPLOYER_TOKEN',
          }),
          mockServices.rootConfig.factory({
            data: {
              app: { baseUrl: 'https://portal.example.com' },
              backend: {
                baseUrl: 'https://portal.example.com',
                database: { connection: 'postgresql://db' },
                auth: { externalAccess: [{ type: 'static', options: {} }] },
              },
              auth: { session: { secret: 'secret' } },
            },
          }),
        ],
      }),
    ).rejects.toThrow(
      'The configuration lacks ledger.signingKeyFile, backend.auth.externalAccess[0].options.token (set DEPLOYER_TOKEN)',
    );
  });
});
