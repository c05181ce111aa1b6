import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { people } from '../__testUtils__/estate';
import { request, usePortal } from '../__testUtils__/portal';

jest.setTimeout(240_000);

const secret = 'hunter2-typed-by-mistake';

/** Audrey writes nothing; everybody else may do all. */
const decide = (options: unknown): PolicyDecision => {
  const { credentials } = options as {
    credentials: { principal: { userEntityRef?: string } };
  };
  return credentials.principal.userEntityRef === people.audrey
    ? { result: AuthorizeResult.DENY }
    : { result: AuthorizeResult.ALLOW };
};
const permissions = mockServices.permissions.mock({
  authorize: async (requests, options) =>
    requests.map(() => decide(options) as { result: AuthorizeResult.ALLOW }),
  authorizeConditional: async (requests, options) =>
    requests.map(({ permission }) =>
      permission.attributes.action === 'read'
        ? { result: AuthorizeResult.ALLOW }
        : decide(options),
    ),
});

const fail = jest.fn();
const auditor = mockServices.auditor.mock({
  createEvent: async () => ({ success: async () => {}, fail }),
});

describe('refused attempts', () => {
  const portal = usePortal({ permissions, services: [auditor.factory] });
  beforeEach(() => {
    jest.clearAllMocks();
  });

  const noted = () => auditor.createEvent.mock.calls.map(([event]) => event);

  it('say who tried what and which guard refused, and nothing of what was sent', async () => {
    const { change } = await portal().as(people.dana).createChange(request());
    const { number, subjectDigest, version } = change;
    const audrey = portal().as(people.audrey);
    await expect(
      audrey.act(number, 'cancel', { version, reason: secret }),
    ).rejects.toMatchObject({ statusCode: 403 });
    await expect(
      portal().as(people.dana).act(number, 'approve', {
        subjectDigest: subjectDigest!,
        comment: secret,
      }),
    ).rejects.toMatchObject({ statusCode: 403 });
    await expect(
      audrey.createChange(request({ title: secret })),
    ).rejects.toMatchObject({ statusCode: 403 });
    await expect(
      portal().asPipeline().act(number, 'reject', {
        subjectDigest: subjectDigest!,
        comment: secret,
      }),
    ).rejects.toMatchObject({ statusCode: 403 });

    expect(noted()).toEqual(
      [
        {
          verb: 'cancel',
          change: number,
          guard: 'permission',
          permission: 'change-management.change.update',
          caller: people.audrey,
          kind: 'user',
        },
        {
          verb: 'approve',
          change: number,
          guard: 'duty',
          caller: people.dana,
          kind: 'user',
        },
        {
          verb: 'open',
          guard: 'permission',
          permission: 'change-management.change.create',
          caller: people.audrey,
          kind: 'user',
        },
        {
          verb: 'reject',
          change: number,
          guard: 'person',
          caller: 'external:ci',
          kind: 'service',
        },
      ].map(meta =>
        expect.objectContaining({
          eventId: 'attempt-refused',
          severityLevel: 'high',
          meta,
        }),
      ),
    );
    expect(fail).toHaveBeenCalledTimes(4);
    const written = JSON.stringify([
      noted().map(({ request: _, ...event }) => event),
      fail.mock.calls.map(([{ error }]) => [error.message, { ...error }]),
    ]);
    expect(written).not.toContain(secret);
  });

  it('are noted when an assistant tries', async () => {
    const { origin } = new URL(portal().baseUrl);
    const token = mockCredentials.user.token(people.dana, {
      actor: { subject: 'plugin:mcp-actions' },
    });
    await fetch(
      `${origin}/api/change-management/.backstage/actions/v1/actions/change-management:submit-change/invoke`,
      {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ number: 'CHG0999999' }),
      },
    );
    expect(noted()).toEqual([
      expect.objectContaining({
        severityLevel: 'medium',
        meta: {
          verb: 'submit-change',
          change: 'CHG0999999',
          guard: 'not-found',
          caller: people.dana,
          kind: 'user',
          via: 'plugin:mcp-actions',
        },
      }),
    ]);
  });

  it('are no news about what went well, is a mistake, or was only read', async () => {
    const dana = portal().as(people.dana);
    await dana.createChange(request());
    await expect(
      dana.createChange(request({ environment: 'moon' })),
    ).rejects.toMatchObject({ statusCode: 400 });
    await expect(dana.getChange('CHG0999999')).rejects.toMatchObject({
      statusCode: 404,
    });
    expect(noted()).toEqual([]);
  });

  it('are answered also where the audit log is not to be had', async () => {
    auditor.createEvent.mockRejectedValueOnce(new Error('disk full'));
    await expect(
      portal().as(people.audrey).createChange(request()),
    ).rejects.toMatchObject({ statusCode: 403 });
  });
});
