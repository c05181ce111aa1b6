import { mockServices } from '@backstage/backend-test-utils';
import { tokenWarnings } from './tokenWarnings';

const changes = { id: 'change-management', title: 'change management' };

describe('tokenWarnings', () => {
  it('finds the tokens that no list of permissions holds back, where it counts', () => {
    const type = 'static';
    const plugin = 'change-management';
    const config = mockServices.rootConfig({
      data: {
        backend: {
          auth: {
            externalAccess: [
              { type },
              { type, accessRestrictions: [] },
              { type, accessRestrictions: [{ plugin }] },
              { type, accessRestrictions: [{ plugin: 'catalog' }] },
              {
                type,
                accessRestrictions: [
                  { plugin: 'catalog' },
                  { plugin, permission: ['change-management.gate.ask'] },
                ],
              },
              {
                type,
                accessRestrictions: [
                  { plugin, permissionAttribute: { action: 'read' } },
                ],
              },
            ],
          },
        },
      },
    });
    expect(tokenWarnings(config, changes)).toEqual(
      [0, 1, 2].map(index =>
        expect.stringContaining(`backend.auth.externalAccess[${index}]`),
      ),
    );
    expect(tokenWarnings(mockServices.rootConfig(), changes)).toEqual([]);
  });

  it('finds the ways by which an assistant gets the token of its person', () => {
    const config = mockServices.rootConfig({
      data: {
        auth: {
          experimentalDynamicClientRegistration: { enabled: false },
          clientIdMetadataDocuments: { enabled: true },
        },
      },
    });
    expect(tokenWarnings(config, changes)).toEqual([
      expect.stringContaining('auth.clientIdMetadataDocuments'),
    ]);
  });
});
