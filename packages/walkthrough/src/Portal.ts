import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Trouble } from './Trouble';

/** They take a minute or two; on a machine that does other things too, several. */
const DEMO_WITHIN_MS = 600_000;

/** What the portal answered. */
export interface Answer<T> {
  status: number;
  body: T;
  /** As it was sent, byte by byte. */
  bytes: Uint8Array;
}

/** The portal as its demo users use it, over plain HTTP. */
export class Portal {
  readonly url: string;
  readonly #tokens = new Map<string, string>();

  constructor(url: string) {
    this.url = url.replace(/\/$/, '');
  }

  /** A Backstage token of a demo user, such as `dana-developer`. */
  async tokenOf(user: string): Promise<string> {
    const known = this.#tokens.get(user);
    if (known) return known;
    const response = await freshFetch(
      `${this.url}/api/auth/demo-users/refresh`,
      {
        headers: {
          'x-demo-user': `user:default/${user}`,
          'x-requested-with': 'XMLHttpRequest',
        },
      },
    );
    if (!response.ok) {
      throw new Trouble(
        `The portal at ${this.url} did not sign ${user} in: ${
          response.status
        } ${await response.text()}`,
      );
    }
    const { backstageIdentity } = await response.json();
    this.#tokens.set(user, backstageIdentity.token);
    return backstageIdentity.token;
  }

  /** Waits until every area has made its demo records: figures and lists are of them. */
  async untilDemoRecordsAreMade(tell: (text: string) => void): Promise<void> {
    const deadline = Date.now() + DEMO_WITHIN_MS;
    let missing = await this.#areasWithoutDemoRecords();
    if (missing.length === 0) return;
    tell(`Demo records are being made: ${missing.join(', ')} …`);
    while (missing.length > 0) {
      if (Date.now() > deadline) {
        throw new Trouble(
          `The portal at ${
            this.url
          } still makes the demo records of ${missing.join(
            ', ',
          )}. Run this again when it says that they are there`,
        );
      }
      await delay(1000);
      // It is there, and may be too busy with them for one answer.
      const before = missing;
      missing = await this.#areasWithoutDemoRecords().catch(() => before);
    }
  }

  async #areasWithoutDemoRecords(): Promise<string[]> {
    const response = await freshFetch(
      `${this.url}/.backstage/health/v1/readiness`,
      {},
    );
    const { demo = {} } = parsed(
      new Uint8Array(await response.arrayBuffer()),
    ) as { demo?: Record<string, { state: string }> };
    return Object.keys(demo).filter(area =>
      ['waiting', 'making'].includes(demo[area].state),
    );
  }

  /**
   * One call of a plugin's API.
   *
   * @param path - from the portal's `/api`, such as `/change-management/changes`
   */
  async call<T = unknown>(
    user: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<T>> {
    const response = await freshFetch(`${this.url}/api${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${await this.tokenOf(user)}`,
        'Content-Type': 'application/json',
        ...(method === 'GET' ? {} : { 'Idempotency-Key': randomUUID() }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, body: parsed(bytes) as T, bytes };
  }
}

/** What is no JSON is told like an error of the portal: a proxy's page, most likely. */
function parsed(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text);
  } catch {
    return { error: { message: text.slice(0, 300) } };
  }
}

/**
 * `fetch` that first hears which kept connections the portal has closed: nothing is heard while Terraform runs, since it
 * is waited for without a turn of the event loop, and a request on a closed connection fails.
 */
async function freshFetch(url: string, options: RequestInit) {
  await delay(10);
  try {
    return await fetch(url, options);
  } catch (error) {
    throw new Trouble(
      `The portal does not answer at ${new URL(url).origin} (${reasonOf(
        error,
      )}). Start it with npm start, or name another with --url`,
    );
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && 'code' in cause
    ? String(cause.code)
    : error.message;
}
