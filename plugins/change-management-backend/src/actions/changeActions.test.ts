import { mockCredentials } from '@backstage/backend-test-utils';
import { people } from '../__testUtils__/estate';
import { request, usePortal } from '../__testUtils__/portal';

jest.setTimeout(240_000);

describe('create-change', () => {
  const portal = usePortal({
    config: { app: { baseUrl: 'https://x.example/portal' } },
  });

  const invoke = (token: string, input: string) => {
    const { origin } = new URL(portal().baseUrl);
    return fetch(
      `${origin}/api/change-management/.backstage/actions/v1/actions/change-management:create-change/invoke`,
      {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
        },
        body: input,
      },
    );
  };
  const create = async (token: string, fields: object = {}) => {
    const response = await invoke(
      token,
      JSON.stringify(request({ submit: false, ...fields })),
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

  it('leads to the page of the change, from within the portal and from without', async () => {
    const response = await invoke(
      mockCredentials.user.token(people.dana),
      JSON.stringify(request({ submit: false })),
    );
    const { output } = await response.json();
    expect(output).toMatchObject({
      path: `/changes/${output.number}`,
      url: `https://x.example/portal/changes/${output.number}`,
    });
  });

  it('says of a malformed call where it is wrong, and repeats nothing of it', async () => {
    const secret = 'hunter2-typed-by-mistake';
    const itself = mockCredentials.user.token(people.dana);
    const answers = await Promise.all(
      [
        `{"title": "${secret}`,
        JSON.stringify(request({ title: secret, type: secret as 'normal' })),
        JSON.stringify({ title: [secret], environment: secret }),
        JSON.stringify({ ...request(), source: { kind: secret } }),
      ].map(async input => {
        const response = await invoke(itself, input);
        return { status: response.status, text: await response.text() };
      }),
    );
    for (const { status, text } of answers) {
      expect(status).toBe(400);
      expect(text).not.toContain(secret);
    }
    expect(answers.map(({ text }) => JSON.parse(text).error.message)).toEqual([
      'The body is not valid JSON. Was it cut off on its way?',
      'type: must be one of normal, standard, emergency',
      'title: Expected string, received array',
      'source.kind: must be one of cli, scaffolder, api',
    ]);
  });
});
