import { mockCredentials } from '@backstage/backend-test-utils';
import { people } from './estate';
import { Portal, request } from './portal';

/** An answer as it went over the wire. */
export interface RawAnswer {
  asked: string;
  status: number;
  retryAfter: string | null;
  text: string;
}

const readings = [
  '/changes',
  '/changes?q=receipts',
  '/changes/CHG0000001',
  '/changes/CHG0000001/timeline',
  '/changes/CHG0000001/evidence',
  '/calendar?from=2026-01-01T00:00:00Z&to=2026-01-31T00:00:00Z',
  '/deployments',
  '/ledger',
  '/metrics',
].map(path => ['GET', path, undefined] as const);

const writings = [
  ['POST', '/changes', request({ requester: people.dana })],
  ['POST', '/gate', { change: 'CHG0000001', environment: 'production' }],
] as const;

const credentials = {
  person: mockCredentials.user.token(people.dana),
  pipeline: mockCredentials.service.token({
    onBehalfOf: mockCredentials.service('external:ci'),
    targetPluginId: 'change-management',
  }),
};

async function ask(
  portal: Pick<Portal, 'baseUrl'>,
  who: keyof typeof credentials,
  [method, path, body]: readonly [string, string, unknown],
): Promise<RawAnswer> {
  const response = await fetch(`${portal.baseUrl}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${credentials[who]}`,
      'Content-Type': 'application/json',
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return {
    asked: `${method} ${path} by a ${who}`,
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    text: await response.text(),
  };
}

/** Asks what needs the database, to read and to write, as a person and as a pipeline. */
export const askAsBoth = (
  portal: Pick<Portal, 'baseUrl'>,
  kind: 'read and write' | 'write',
) =>
  Promise.all(
    (['person', 'pipeline'] as const).flatMap(who =>
      [...(kind === 'write' ? [] : readings), ...writings].map(call =>
        ask(portal, who, call),
      ),
    ),
  );

/** An answer that says when to try again, and nothing about the inside of the portal. */
export function expectTryAgain(
  { asked, ...answer }: RawAnswer,
  message: RegExp,
) {
  expect({ asked, ...answer }).toEqual({
    asked,
    status: 503,
    retryAfter: expect.stringMatching(/^\d+$/),
    text: expect.stringMatching(message),
  });
  expect(Object.keys(JSON.parse(answer.text).error).sort()).toEqual([
    'message',
    'name',
    'retryAfterSeconds',
  ]);
  expect(answer.text).not.toMatch(
    /127\.0\.0\.1|localhost|ECONN|\/tmp\/|select|insert/i,
  );
}
