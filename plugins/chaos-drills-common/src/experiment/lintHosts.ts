import { Linted, LintOptions } from './lintExperiment';
import { ProblemList } from './ProblemList';
import { Provider } from './schemas';
import { readVariables, substitute, Variables } from './variables';

/** An experiment talks to the hosts that it names, and to no other. */
export function lintHosts(
  { document, drill, drillPath, activities }: Linted,
  { variables: sources = { environment: {} } }: LintOptions,
  problems: ProblemList,
): void {
  const { variables } = readVariables(document, sources);
  const hosts = allowedHosts(drill?.hosts ?? [], variables);
  for (const { activity, path } of activities) {
    const address = addressOf(activity.provider);
    if (!address) continue;
    const text = substitute(address.text, variables);
    const at = [...path, 'provider', address.key];
    if (/\$\{/.test(text)) continue;
    const host = hostOf(text);
    if (host === undefined) {
      problems.error(at, 'address', `is no http or https address: ${text}`);
    } else if (drill && !hosts.has(host)) {
      problems.error(
        at,
        'host-outside',
        `goes to ${host}, which is not among the hosts of ${
          drill.entity
        } that the experiment names: ${[...hosts].join(', ') || 'none'}`,
      );
    }
  }
  drill?.hosts.forEach((host, i) => {
    const text = substitute(host, variables);
    if (/\$\{/.test(text) || hostOf(text) || hostOf(`http://${text}`)) return;
    problems.error(
      [...drillPath, 'hosts', i],
      'address',
      `is no host such as api.example.com:8443: ${text}`,
    );
  });
}

/** The address that an activity talks to; undefined for one that talks to none. */
export function addressOf(
  provider: Provider,
): { key: 'url' | 'target'; text: string } | undefined {
  if (provider.type === 'http') return { key: 'url', text: provider.url };
  return provider.type === 'fault' && provider.with === 'http'
    ? { key: 'target', text: provider.target }
    : undefined;
}

/** Hosts as they are compared; each may be given as an address too. */
export function allowedHosts(
  hosts: readonly string[],
  variables: Pick<Variables, 'values'>,
): Set<string> {
  return new Set(
    hosts.flatMap(host => {
      const text = substitute(host, variables);
      return hostOf(text) ?? hostOf(`http://${text}`) ?? [];
    }),
  );
}

/** `api.example.com:8443` of an address; undefined where it is none of http or https, or carries credentials. */
export function hostOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, username, password } = new URL(address);
  return /^https?:$/.test(protocol) && !username && !password
    ? host
    : undefined;
}
