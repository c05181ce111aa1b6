import { mockServices } from '@backstage/backend-test-utils';
import { unlimitedTokens } from './unlimitedTokens';

describe('unlimitedTokens', () => {
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
    expect(unlimitedTokens(config)).toEqual(
      [0, 1, 2].map(index => `backend.auth.externalAccess[${index}]`),
    );
    expect(unlimitedTokens(mockServices.rootConfig())).toEqual([]);
  });
});
