import { httpFaults, httpProvider } from '.';

const never = new AbortController().signal;
const hosts = new Set(['api.example:8080', 'other.example']);

/** Answers in this order, and keeps what it was asked. */
function answers(...responses: (Response | Error)[]) {
  const asked: string[] = [];
  const told: unknown[] = [];
  const ask: typeof fetch = async (url, init) => {
    told.push(init?.headers);
    asked.push(`${init?.method} ${url} ${init?.redirect}`);
    const next = responses.shift() ?? new Response('{}');
    if (next instanceof Error) throw next;
    return next;
  };
  return { asked, told, ask };
}
const redirectTo = (location: string) =>
  new Response(null, { status: 302, headers: { location } });

describe('an http activity', () => {
  const done = (
    url: string,
    more: object = {},
    ...responses: (Response | Error)[]
  ) => {
    const { asked, told, ask } = answers(...responses);
    const provider = { type: 'http', url, ...more } as never;
    const options = {
      fetch: ask,
      hosts,
      timeoutSignal: () => new AbortController().signal,
    };
    return { asked, told, answer: httpProvider(options)(provider, never) };
  };

  it('talks to the hosts of its experiment alone, also where one of them sends it elsewhere', async () => {
    for (const url of [
      'http://evil.example/',
      'http://api.example/',
      'http://api.example:8080@evil.example/',
      'file:///etc/passwd',
    ]) {
      const { asked, answer } = done(url);
      await expect(answer).rejects.toThrow(/not among the hosts/);
      expect(asked).toEqual([]);
    }
    const led = done(
      'http://api.example:8080/a',
      {},
      redirectTo('http://169.254.169.254/computeMetadata/v1/'),
    );
    await expect(led.answer).rejects.toThrow(/169\.254.* not among the hosts/);
    expect(led.asked).toEqual(['GET http://api.example:8080/a manual']);

    const followed = done(
      'http://api.example:8080/a',
      {},
      redirectTo('http://other.example/b'),
      new Response('there', { status: 200 }),
    );
    expect(await followed.answer).toMatchObject({ status: 200, body: 'there' });
    const round = Array.from({ length: 9 }, () => redirectTo('/a'));
    await expect(
      done('http://api.example:8080/a', {}, ...round).answer,
    ).rejects.toThrow(/redirects again and again/);
  });

  it('keeps its headers from another host that it is sent to, also once it is sent back', async () => {
    const headers = { Authorization: 'Bearer t', 'X-Api-Key': 'k' };
    const { told, answer } = done(
      'http://api.example:8080/a',
      { headers },
      redirectTo('/b'),
      redirectTo('http://other.example/c'),
      redirectTo('http://api.example:8080/d'),
    );
    expect(await answer).toMatchObject({ status: 200 });
    expect(told).toEqual([headers, headers, {}, {}]);
  });

  it('takes any status for an answer, and no answer for a failure with its reason', async () => {
    const { answer } = done(
      'http://api.example:8080/a',
      {},
      new Response('{"total":3}', {
        status: 503,
        headers: { 'content-type': 'application/json' },
      }),
    );
    expect(await answer).toMatchObject({ status: 503, body: { total: 3 } });
    await expect(
      done('http://api.example:8080/a', {}, new TypeError('fetch failed'))
        .answer,
    ).rejects.toThrow('http://api.example:8080/a cannot be reached');
    await expect(
      done('http://api.example:8080/a', { verify_tls: false }).answer,
    ).rejects.toThrow(/certificates are always checked/);
  });

  it('reads no more of an answer than a tolerance may look at', async () => {
    const { answer } = done(
      'http://api.example:8080/a',
      {},
      new Response('x'.repeat(3_000_000)),
    );
    const { body } = (await answer) as { body: string };
    expect(body).toHaveLength(1_000_000);
  });
});

describe('a fault in a service', () => {
  it('is asked of the hosts of its experiment alone, with a token that no redirect takes elsewhere', async () => {
    const { asked, ask } = answers(
      new Response(
        JSON.stringify({ id: 'f', expiresAt: '2026-11-27T10:00:30.000Z' }),
      ),
    );
    const control = httpFaults({ fetch: ask, hosts, now: () => 0 });
    const request = (target: string) => ({
      ...{ id: 'f', fault: 'latency', arguments: {}, token: 'a-token' },
      target,
    });
    await expect(
      control.inject(request('http://evil.example'), 9, never),
    ).rejects.toThrow(/not among the hosts/);
    expect(asked).toEqual([]);
    await control.inject(request('http://api.example:8080'), 9, never);
    expect(asked).toEqual(['POST http://api.example:8080/faults error']);
  });
});
