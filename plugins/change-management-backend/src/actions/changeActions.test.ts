import { mockCredentials } from '@backstage/backend-test-utils';
import { people } from '../__testUtils__/estate';
import { request, usePortal } from '../__testUtils__/portal';

jest.setTimeout(60_000);

describe('create-change', () => {
  const portal = usePortal();

  const create = async (token: string, fields: object = {}) => {
    const { origin } = new URL(portal().baseUrl);
    const response = await fetch(
      `${origin}/api/change-management/.backstage/actions/v1/actions/change-management:create-change/invoke`,
      {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify(request({ submit: false, ...fields })),
      },
    );
    const body = await response.json();
    expect([response.status, body]).toEqual([200, expect.anything()]);
    const { change } = await portal()
      .as(people.dana)
      .getChange(body.output.number);
    return change;
  };
  const tokenVia = (plugin: string) =>
    mockCredentials.user.token(people.dana, {
      actor: { subject: `plugin:${plugin}` },
    });

  it('says what a change came through: a template, or anything else that calls', async () => {
    expect((await create(tokenVia('scaffolder'))).source).toEqual({
      kind: 'scaffolder',
    });
    const source = { repository: 'github.com/larkspur/shop' };
    expect((await create(tokenVia('mcp-actions'), { source })).source).toEqual({
      kind: 'api',
      ...source,
    });
    const itself = mockCredentials.user.token(people.dana);
    expect((await create(itself)).source).toEqual({ kind: 'api' });
  });
});
