import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const LEAST_TOKEN = 16;

/** What the proxy is started with. */
export interface ProxySettings {
  /** Where requests go, such as `http://127.0.0.1:8080`: an origin, without a path. */
  upstream: string;
  /** Where requests come in; 0 takes any port that is free. */
  port: number;
  host: string;
  /** Where faults are switched on and off: a port of its own, so that whoever reaches the service does not reach it. */
  adminPort: number;
  adminHost: string;
  /** What the routes of faults ask for. */
  token: string;
  /** Tells the upstream its own name as `Host`, and not the one that the caller asked for. */
  changeHost: boolean;
}

/** Flags by the variables of the environment that say the same; a flag comes first. */
const flags = {
  upstream: 'FAULT_PROXY_UPSTREAM',
  port: 'FAULT_PROXY_PORT',
  host: 'FAULT_PROXY_HOST',
  'admin-port': 'FAULT_PROXY_ADMIN_PORT',
  'admin-host': 'FAULT_PROXY_ADMIN_HOST',
  'token-file': 'FAULTS_TOKEN_FILE',
  'change-host': 'FAULT_PROXY_CHANGE_HOST',
} as const;
type Flag = keyof typeof flags;

export const usage = `fault-proxy: an HTTP proxy that injects faults which end by themselves.

  --upstream URL      where requests go, such as http://127.0.0.1:8080
  --port PORT         where requests come in (8000)
  --host ADDRESS      (0.0.0.0)
  --admin-port PORT   where faults are switched on and off (8001)
  --admin-host ADDRESS (127.0.0.1)
  --token-file FILE   with what the admin port asks for; or in FAULTS_TOKEN. ${LEAST_TOKEN} characters or more
  --change-host on    tells the upstream its own name as Host

Each may also stand in the environment: ${Object.values(flags).join(', ')}.
`;

/** What is wrong with how the proxy was started. It repeats no value, for one of them is a token. */
export class SettingsProblem extends Error {
  override name = 'SettingsProblem';
}

/** @throws SettingsProblem that names each flag that is wrong */
export function readSettings(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  readFile: (file: string) => string = file => readFileSync(file, 'utf8'),
): ProxySettings {
  const given = readFlags(args);
  const problems: string[] = [];
  const textOf = (flag: Flag) => given[flag] ?? env[flags[flag]] ?? '';
  const wrong = (flag: Flag, must: string) => {
    problems.push(`--${flag} (or ${flags[flag]}) ${must}`);
  };
  const portOf = (flag: Flag, usual: number) => {
    const text = textOf(flag) || String(usual);
    if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
      wrong(flag, 'must be a port from 0 to 65535');
    }
    return Number(text);
  };

  const upstream = originOf(textOf('upstream'));
  if (upstream === undefined) {
    wrong(
      'upstream',
      'must be the address of the service without path or password, such as http://127.0.0.1:8080',
    );
  }
  const port = portOf('port', 8000);
  const adminPort = portOf('admin-port', 8001);
  if (port === adminPort && port !== 0) {
    wrong('admin-port', 'must be another port than --port');
  }
  const changeHost = textOf('change-host') || 'off';
  if (!['on', 'off'].includes(changeHost)) {
    wrong('change-host', 'must be on or off');
  }
  let token = env.FAULTS_TOKEN ?? '';
  if (textOf('token-file')) {
    try {
      token = readFile(textOf('token-file')).trim();
    } catch {
      wrong('token-file', 'must be a file that can be read');
      token = 'x'.repeat(LEAST_TOKEN);
    }
  }
  if (token.length < LEAST_TOKEN) {
    problems.push(
      `FAULTS_TOKEN, or what is in --token-file, must have ${LEAST_TOKEN} characters or more`,
    );
  }
  if (problems.length > 0) throw new SettingsProblem(problems.join('\n'));
  return {
    upstream: upstream ?? '',
    ...{ port, adminPort, token },
    host: textOf('host') || '0.0.0.0',
    adminHost: textOf('admin-host') || '127.0.0.1',
    changeHost: changeHost === 'on',
  };
}

function readFlags(args: readonly string[]): Partial<Record<Flag, string>> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: Object.fromEntries(
        Object.keys(flags).map(flag => [flag, { type: 'string' as const }]),
      ),
    });
    return values;
  } catch (error) {
    const { code } = error as { code?: string };
    const unknown =
      code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
        ? args.find(
            arg =>
              arg.startsWith('--') && !(arg.slice(2).split('=')[0] in flags),
          )
        : undefined;
    throw new SettingsProblem(
      unknown
        ? `${unknown.split('=')[0]} is not known; see --help`
        : 'Each flag takes one value, such as --port 8000; see --help',
    );
  }
}

/** Undefined where an address is more than an origin. */
function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, password, pathname, search, hash, origin } =
    new URL(text);
  const isPlain = !username && !password && pathname === '/' && !search;
  return /^https?:$/.test(protocol) && isPlain && !hash ? origin : undefined;
}
