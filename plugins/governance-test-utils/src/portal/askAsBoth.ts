import { mockCredentials } from '@backstage/backend-test-utils';
import { pipelineToken } from './client';

/** A call of a plugin's API: method, path and, if any, body. */
export type Call = readonly [method: string, path: string, body?: unknown];

/** An answer as it went over the wire. */
export interface RawAnswer {
  asked: string;
  status: number;
  retryAfter: string | null;
  text: string;
}

/** Makes each call as a person and as a pipeline, all at once. */
export function askAsBoth(
  options: { pluginId: string; baseUrl: string; person: string },
  calls: readonly Call[],
): Promise<RawAnswer[]> {
  const tokens = {
    person: mockCredentials.user.token(options.person),
    pipeline: pipelineToken(options.pluginId),
  };
  return Promise.all(
    (['person', 'pipeline'] as const).flatMap(who =>
      calls.map(async ([method, path, body]): Promise<RawAnswer> => {
        const response = await fetch(`${options.baseUrl}${path}`, {
          method,
          headers: {
            Authorization: `Bearer ${tokens[who]}`,
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
      }),
    ),
  );
}

/** An answer that says when to try again, and nothing about the inside of the portal. */
export function expectTryAgain(
  { asked, ...answer }: RawAnswer,
  message: RegExp,
): void {
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
