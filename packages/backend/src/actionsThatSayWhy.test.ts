import { ResponseError } from '@backstage/errors';
import { sayWhy } from './actionsThatSayWhy';

const refusalOf = (status: number, body: object) =>
  ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json' },
    }),
  );
const failing = (error: unknown) =>
  sayWhy({
    list: async () => ({ actions: [] }),
    invoke: () => Promise.reject(error),
  }).invoke({ id: 'a:b', credentials: {} as never });

describe('actions that say why', () => {
  it('give a refusal in the words of the plugin, for the log too', async () => {
    const message = 'Two conflicts are unresolved. Move the window.';
    const refused = await refusalOf(409, {
      error: { name: 'ConflictError', message },
      response: { statusCode: 409 },
    });
    await expect(failing(refused)).rejects.toMatchObject({
      ...{ name: 'ConflictError', message },
      stack: `ConflictError: ${message}`,
      cause: refused,
    });
  });

  it('leave what is no answer of a plugin as it is', async () => {
    const error = new TypeError('fetch failed');
    await expect(failing(error)).rejects.toBe(error);
  });
});
