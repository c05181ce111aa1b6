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

  const said = async (answer: Response) => {
    const { client } = clientThatGets(answer);
    const refusal: Error = await client
      .get<never>('/incidents')
      .catch(error => error);
    return String(refusal.stack)
      .split('\n    at ')[0]
      .replace(/^\w+: /, '');
  };
  const refused = (message: unknown) =>
    Response.json(
      { error: { name: 'Error', message }, response: { statusCode: 400 } },
      { status: 400, statusText: 'Bad Request' },
    );

  it.each([
    ['a number', 42, '42'],
    ['an object', { toString: 1 }, '{"toString":1}'],
    [
      'lines that pass for those of a log',
      'no\r\ninfo: all is well\u2028\u001b[0m',
      'no info: all is well [0m',
    ],
  ])('tells in one line what is %s', async (_, message, told) => {
    expect(await said(refused(message))).toBe(
      `Request failed with 400 Bad Request: ${told}`,
    );
  });

  it.each([
    ['a page', '<h1>Bad gateway</h1>', ': <h1>Bad gateway</h1>'],
    ['nothing', null, ''],
  ])(
    'tells the status once where a proxy answers %s',
    async (_, body, told) => {
      const page = new Response(body, {
        status: 502,
        statusText: 'Bad Gateway',
      });
      expect(await said(page)).toBe(
        `Request failed with 502 Bad Gateway${told}`,
      );
    },
  );
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
