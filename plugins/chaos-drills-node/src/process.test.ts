import { processProvider } from './process';

const echo = '/bin/echo';
const node = process.execPath;
const never = new AbortController().signal;
const run = (
  path: string,
  given?: unknown,
  more: { timeout?: number; signal?: AbortSignal; allowed?: string[] } = {},
) =>
  processProvider(more.allowed ?? [path])(
    { type: 'process', path, arguments: given, timeout: more.timeout } as never,
    more.signal ?? never,
  );
/** A program that prints what it was given. */
const printing = (what: string) => [
  '-e',
  `process.stdout.write(JSON.stringify(${what}))`,
];

describe('a program that an experiment runs', () => {
  it('is one that is allowed by its whole path', async () => {
    for (const path of ['/bin/ls', 'echo', '/bin/../bin/echo', `${echo} `]) {
      await expect(run(path, [], { allowed: [echo] })).rejects.toThrow(
        /is not among the programs that are allowed here$/,
      );
    }
    await expect(run(echo, [], { allowed: [] })).rejects.toThrow(/not among/);
  });

  it('meets no shell: what would be a command to one is a word', async () => {
    const words = ['; id', '$(id)', '`id`', '* | sh', '> /tmp/x', '$HOME'];
    expect(await run(echo, words)).toEqual({
      status: 0,
      stdout: `${words.join(' ')}\n`,
      stderr: '',
    });
    await expect(run(echo, '-n hello; id')).rejects.toThrow(
      'there is no shell: arguments must be a list',
    );
  });

  it('gets a mapping as each key with its value, and nothing that is empty', async () => {
    const given = { '--share': 0.5, '--quiet': '', '--dry': null };
    expect(
      await run(node, [...printing('process.argv.slice(1)'), '--', 'a', '']),
    ).toMatchObject({ stdout: JSON.stringify(['a']) });
    expect(await run(echo, given)).toMatchObject({
      stdout: '--share 0.5 --quiet --dry\n',
    });
  });

  it('sees nothing of our environment but where programs are', async () => {
    process.env.A_SECRET_OF_THE_TEST = 'hunter2';
    try {
      expect(
        await run(node, printing('Object.keys(process.env)')),
      ).toMatchObject({ stdout: '["PATH"]' });
    } finally {
      delete process.env.A_SECRET_OF_THE_TEST;
    }
  });

  it('tells its exit status and what it said, whatever that is', async () => {
    expect(
      await run(node, ['-e', 'console.error("no"); process.exit(3)']),
    ).toEqual({ status: 3, stdout: '', stderr: 'no\n' });
    await expect(run('/no/such/program')).rejects.toThrow(
      /^\/no\/such\/program cannot be run: /,
    );
  });

  it('is ended when it takes too long, and when the drill stops', async () => {
    const forever = ['-e', 'setInterval(() => {}, 1000)'];
    await expect(run(node, forever, { timeout: 0.2 })).rejects.toThrow(
      'took longer than 0.2 s',
    );
    const stop = new AbortController();
    const running = run(node, forever, { signal: stop.signal });
    stop.abort(new Error('The lever was pulled'));
    await expect(running).rejects.toThrow('The lever was pulled');
  });
});
