import { hostOf } from '../experiment/lintHosts';
import { HttpProvider } from '../experiment/schemas';
import { ActivityFailed } from '../run/ports';
import { readBounded } from './readBounded';

/** Unless told, an answer is waited for so long. Milliseconds. */
const USUAL_TIMEOUT_MS = 10_000;
const MOST_REDIRECTS = 5;

/** What an http activity is done with. */
export interface HttpProviderOptions {
  fetch: typeof fetch;
  /** Hosts that may be talked to; all where it is left out. */
  hosts?: ReadonlySet<string>;
  timeoutSignal: (ms: number) => AbortSignal;
}

/** Does http activities as Chaos Toolkit does: any status is an answer, and no answer is a failure. */
export function httpProvider(options: HttpProviderOptions) {
  return async (provider: HttpProvider, signal: AbortSignal) => {
    if (provider.verify_tls === false) {
      throw new ActivityFailed(
        'verify_tls: false is not done here: certificates are always checked',
      );
    }
    const timeout = timeoutOf(provider);
    const over = AbortSignal.any([signal, options.timeoutSignal(timeout)]);
    try {
      const response = await request(provider, options, over);
      const body = await readBounded(response);
      const type = response.headers.get('content-type') ?? '';
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: type.startsWith('application/json') ? parsed(body) : body,
      };
    } catch (error) {
      if (error instanceof ActivityFailed) throw error;
      if (signal.aborted) throw signal.reason;
      throw new ActivityFailed(
        over.aborted
          ? `${provider.url} did not answer within ${timeout / 1000} s`
          : `${provider.url} cannot be reached: ${reasonOf(error)}`,
      );
    }
  };
}

async function request(
  provider: HttpProvider,
  { fetch: ask, hosts }: HttpProviderOptions,
  signal: AbortSignal,
): Promise<Response> {
  const { method, body, ...first } = requestOf(provider);
  let { url, headers } = first;
  for (let redirects = 0; ; redirects++) {
    const host = hostOf(url);
    if (host === undefined || (hosts && !hosts.has(host))) {
      throw new ActivityFailed(
        `${url} is not among the hosts that this experiment may talk to`,
      );
    }
    const response = await ask(url, {
      ...{ method, headers, body, signal },
      redirect: 'manual',
    });
    const location = response.headers.get('location');
    const isRedirect = response.status >= 300 && response.status < 400;
    if (!isRedirect || location === null || method !== 'GET') return response;
    if (redirects === MOST_REDIRECTS) {
      throw new ActivityFailed(`${provider.url} redirects again and again`);
    }
    await response.body?.cancel();
    const next = new URL(location, url);
    // What they say, such as a token, is for the host that the experiment names. Fetch keeps back the token alone.
    if (next.origin !== new URL(url).origin) headers = {};
    url = next.href;
  }
}

function requestOf({
  url,
  method = 'GET',
  headers = {},
  ...rest
}: HttpProvider) {
  const verb = method.toUpperCase();
  const texts = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value)]),
  );
  const { arguments: given } = rest;
  if (given === undefined || given === null) {
    return { url, method: verb, headers: texts, body: undefined };
  }
  if (verb === 'GET' || verb === 'HEAD') {
    const address = new URL(url);
    for (const [name, value] of entriesOf(given)) {
      address.searchParams.append(name, value);
    }
    return { url: address.href, method: verb, headers: texts, body: undefined };
  }
  const isJson = Object.entries(texts).some(
    ([name, value]) =>
      name.toLowerCase() === 'content-type' &&
      value.startsWith('application/json'),
  );
  const form = () =>
    typeof given === 'string' ? given : new URLSearchParams(entriesOf(given));
  const body = isJson ? JSON.stringify(given) : form();
  return { url, method: verb, headers: texts, body };
}

function entriesOf(given: unknown): [string, string][] {
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(given).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((each): [string, string] => [
      name,
      String(each),
    ]),
  );
}

function timeoutOf({ timeout }: HttpProvider): number {
  const parts = (Array.isArray(timeout) ? timeout : [timeout]).map(Number);
  const seconds = parts.reduce((sum, each) => sum + each, 0);
  return Number.isFinite(seconds) && seconds > 0
    ? seconds * 1000
    : USUAL_TIMEOUT_MS;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `fetch` says "fetch failed" and keeps the reason in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error
    ? cause.message || error.message
    : error.message;
}
