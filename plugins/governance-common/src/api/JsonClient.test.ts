import { JsonClient, queryString } from './JsonClient';

function clientThatGets(answer: Response) {
  const asked: Request[] = [];
  const client = new JsonClient({
    baseUrl: async () => 'http://portal/api/incident-management',
    fetch: async (input, init) => {
      asked.push(new Request(input, init));
      return answer;
    },
  });
  return { client, asked };
}

describe('JsonClient', () => {
  it('sends a write with the token and the key that makes a repeated one the same one', async () => {
    const { client, asked } = clientThatGets(Response.json({ number: 'INC1' }));
    const answer = await client.post(
      '/incidents',
      { title: 'Down' },
      { token: 'a-token', idempotencyKey: 'a-key' },
    );
    expect(answer).toEqual({ number: 'INC1' });
    const [request] = asked;
    expect(request.url).toBe('http://portal/api/incident-management/incidents');
    expect(request.method).toBe('POST');
    expect(Object.fromEntries(request.headers)).toMatchObject({
      authorization: 'Bearer a-token',
      'idempotency-key': 'a-key',
      'content-type': 'application/json',
    });
    expect(await request.json()).toEqual({ title: 'Down' });
  });

  it('gives bytes as they were sent', async () => {
    const sent = new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d]);
    const { client } = clientThatGets(new Response(sent));
    expect(await client.bytes('/incidents/INC1/evidence')).toEqual(sent);
  });

  it('rejects with what the server said', async () => {
    const { client } = clientThatGets(
      Response.json(
        {
          error: { name: 'NotFoundError', message: 'There is no such one' },
          response: { statusCode: 404 },
        },
        { status: 404 },
      ),
    );
    await expect(client.get('/incidents/INC1')).rejects.toMatchObject({
      statusCode: 404,
      body: { error: { message: 'There is no such one' } },
      // Where whoever reads a log looks.
      stack: expect.stringMatching(/^\w+: .* 404 .*: There is no such one\n/),
    });
  });
});

it.each([
  [{}, ''],
  [{ state: undefined, team: null, item: [] }, ''],
  [
    { state: ['open', 'closed'], q: 'a b&c', limit: 25 },
    '?state=open%2Cclosed&q=a+b%26c&limit=25',
  ],
])('queryString of %j', (query, expected) => {
  expect(queryString(query)).toBe(expected);
});
