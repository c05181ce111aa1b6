import { readSettings } from './settings';

const token = 'a-token-for-the-tests';
const upstream = 'http://127.0.0.1:8080';

describe('what the proxy is started with', () => {
  it('comes from flags first, then from the environment', () => {
    expect(
      readSettings(['--upstream', upstream, '--port=9000'], {
        FAULT_PROXY_PORT: '1',
        FAULT_PROXY_ADMIN_PORT: '9001',
        FAULTS_TOKEN: token,
      }),
    ).toEqual({
      ...{ upstream, port: 9000, adminPort: 9001, token, changeHost: false },
      ...{ host: '0.0.0.0', adminHost: '127.0.0.1' },
    });
    expect(
      readSettings(
        ['--upstream', upstream, '--token-file', 'token'],
        {},
        () => `${token}\n`,
      ).token,
    ).toBe(token);
  });

  it.each<[string[], NodeJS.ProcessEnv, string]>([
    [[], { FAULTS_TOKEN: token }, '--upstream (or FAULT_PROXY_UPSTREAM) must'],
    [['--upstream', 'http://me:secret@host'], {}, 'without path or password'],
    [['--upstream', `${upstream}/path`], {}, 'without path or password'],
    [['--upstream', upstream], { FAULTS_TOKEN: 'short' }, '16 characters'],
    [['--port', '70000'], {}, '--port (or FAULT_PROXY_PORT) must be a port'],
    [['--port', '8001'], {}, 'must be another port than --port'],
    [['--token-file', '/not/there'], {}, 'must be a file that can be read'],
    [['--change-host', 'yes'], {}, 'must be on or off'],
    [['--token=secret'], {}, '--token is not known; see --help'],
  ])('%j with %j is refused', (args, env, message) => {
    const read = () => readSettings(args, env);
    expect(read).toThrow(message);
    expect(read).not.toThrow('secret@');
  });
});
