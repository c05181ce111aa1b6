import { Command } from 'commander';
import { readText } from '../input/files';
import { CommandFailure } from '../output/failure';
import { retryingFetch } from './retryingFetch';

/** The options of every command that talks to the portal. */
export interface PortalOptions {
  url?: string;
  tokenFile?: string;
}

/** Adds `--url` and `--token-file`. */
export function withPortalOptions(command: Command): Command {
  return command
    .option(
      '--url <url>',
      'the portal, such as https://portal.example.com (default: COUNTERSIGN_URL)',
    )
    .option(
      '--token-file <file>',
      'file that holds the token (default: the variable COUNTERSIGN_TOKEN)',
    );
}

/** A way to talk to the portal. */
export interface Portal {
  token?: string;
  /** What a client of a plugin's API needs. */
  plugin(id: string): { baseUrl: () => Promise<string>; fetch: typeof fetch };
}

/** Connects by the options and the environment. Nothing is sent yet. */
export async function connect(options: PortalOptions): Promise<Portal> {
  const root = portalUrl(options.url ?? process.env.COUNTERSIGN_URL);
  return {
    token: await readToken(options.tokenFile),
    plugin: id => ({
      baseUrl: async () => `${root}/api/${id}`,
      fetch: retryingFetch(),
    }),
  };
}

function portalUrl(text: string | undefined): string {
  if (!text) {
    throw new CommandFailure(
      'No portal is named: give --url or set COUNTERSIGN_URL.',
    );
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new CommandFailure(
      'The portal must be an http or https address, such as https://portal.example.com.',
    );
  }
  if (url.username || url.password) {
    throw new CommandFailure(
      "Credentials in the portal's address would be printed and logged: set COUNTERSIGN_TOKEN instead.",
    );
  }
  return `${url.origin}${url.pathname}`
    .replace(/\/+$/, '')
    .replace(/\/api\/[a-z][a-z0-9-]*$/, '');
}

async function readToken(file: string | undefined) {
  const token =
    file === undefined
      ? process.env.COUNTERSIGN_TOKEN?.trim()
      : (await readText(file)).trim();
  if (token && !/^[\x21-\x7e]+$/.test(token)) {
    throw new CommandFailure(
      file
        ? `${file} does not hold a token alone.`
        : 'COUNTERSIGN_TOKEN does not hold a token alone.',
    );
  }
  return token || undefined;
}
