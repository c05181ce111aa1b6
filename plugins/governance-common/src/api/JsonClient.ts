import { ResponseError } from '@backstage/errors';
import { exactJson } from '../json/exactJson';

/** How one call is made; a write carries an `Idempotency-Key` so that a repeated one is the same one. */
export interface CallOptions {
  token?: string;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/**
 * Asks a plugin's API. Each caller brings its own `fetch` and a way to find the plugin's base URL: a page of the portal,
 * another backend, the command line.
 *
 * Every method rejects with a `ResponseError` when the server refuses.
 */
export class JsonClient {
  readonly #baseUrl: () => Promise<string>;
  readonly #fetch: typeof fetch;

  constructor(options: {
    /** The plugin's base URL, such as `http://localhost:7007/api/incident-management`. */
    baseUrl: () => Promise<string>;
    fetch: typeof fetch;
  }) {
    this.#baseUrl = options.baseUrl;
    this.#fetch = options.fetch;
  }

  async get<T>(
    path: string,
    query: object = {},
    options?: CallOptions,
  ): Promise<T> {
    const response = await this.#request('GET', path + queryString(query), {
      options,
    });
    return (await response.json()) as T;
  }

  /** The answer as it was sent, byte by byte: for what is signed. */
  async bytes(
    path: string,
    query: object = {},
    options?: CallOptions,
  ): Promise<Uint8Array> {
    const response = await this.#request('GET', path + queryString(query), {
      options,
    });
    return new Uint8Array(await response.arrayBuffer());
  }

  post<T>(path: string, body: unknown, options?: CallOptions): Promise<T> {
    return this.#send<T>('POST', path, body, options);
  }

  patch<T>(path: string, body: unknown, options?: CallOptions): Promise<T> {
    return this.#send<T>('PATCH', path, body, options);
  }

  put<T>(path: string, body: unknown, options?: CallOptions): Promise<T> {
    return this.#send<T>('PUT', path, body, options);
  }

  async #send<T>(
    method: 'POST' | 'PATCH' | 'PUT',
    path: string,
    body: unknown,
    options?: CallOptions,
  ): Promise<T> {
    const response = await this.#request(method, path, { body, options });
    return (await response.json()) as T;
  }

  async #request(
    method: string,
    path: string,
    { body, options = {} }: { body?: unknown; options?: CallOptions },
  ): Promise<Response> {
    const headers: Record<string, string> = {};
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (options.token) headers.Authorization = `Bearer ${options.token}`;
    if (options.idempotencyKey) {
      headers['Idempotency-Key'] = options.idempotencyKey;
    }
    const response = await this.#fetch(`${await this.#baseUrl()}${path}`, {
      method,
      headers,
      // Some of what is passed on (a Terraform plan) has numbers that are more than JavaScript's.
      body: exactJson(body),
      signal: options.signal,
    });
    if (!response.ok) {
      throw await refusalOf(response);
    }
    return response;
  }
}

/** A server that is none of ours may answer with a page. */
const LONGEST_SAID = 1000;

/** Its stack, which logs and test runners print, tells what the server said too; the message alone is a number. */
async function refusalOf(response: Response): Promise<ResponseError> {
  const refusal = await ResponseError.fromResponse(response);
  const said = saidBy(refusal);
  if (said) {
    refusal.stack = refusal.stack?.replace(
      refusal.message,
      status => `${status}: ${said}`,
    );
  }
  return refusal;
}

/** What the server said, in one line; nothing where it said its status only. */
function saidBy({ cause, response }: ResponseError): string {
  const { message }: { message?: unknown } = cause;
  const all =
    typeof message === 'string' ? message : JSON.stringify(message) ?? '';
  // So begins what `ResponseError` makes of an answer that is no JSON.
  const status = `Request failed with status ${response.status} ${response.statusText}`;
  const said = all.startsWith(status)
    ? all.slice(status.length).replace(/^, /, '')
    : all;
  return said
    .slice(0, LONGEST_SAID)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}

/** A part of a path. */
export function segment(text: string): string {
  return encodeURIComponent(text);
}

/** Arrays become comma-separated values, as the server's list queries read them. */
export function queryString(query: object): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    if (Array.isArray(value)) {
      if (value.length) parameters.set(key, value.join(','));
    } else {
      parameters.set(key, String(value));
    }
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}
