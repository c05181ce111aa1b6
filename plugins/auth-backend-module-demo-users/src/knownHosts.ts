import { RootConfigService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';

/** Names of this machine that no DNS answer leads elsewhere. */
const loopback = ['localhost', '127.0.0.1', '[::1]'];
const settings = ['app.baseUrl', 'backend.baseUrl'];

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

/** The names under which the portal is reached. */
export function readKnownHosts(config: RootConfigService): Set<string> {
  return new Set([
    ...loopback,
    ...settings.flatMap(
      key => hostnameOf(config.getOptionalString(key) ?? '') ?? [],
    ),
  ]);
}

/**
 * Refuses a request that reached the portal under another name. A page of anybody's can have its own name lead to this
 * machine (DNS rebinding), and would then ask as a page of the portal; the name in its requests stays its own.
 *
 * @throws NotAllowedError
 */
export function assertKnownHost(
  knownHosts: ReadonlySet<string>,
  host: string | undefined,
): void {
  const name = host && hostnameOf(`http://${host}`);
  if (!name || !knownHosts.has(name)) {
    throw new NotAllowedError(
      `Demo users sign in only where the portal is known to be: open it under the host of ${settings.join(
        ' or ',
      )}, or as localhost`,
    );
  }
}
