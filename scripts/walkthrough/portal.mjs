import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../lib/report.mjs';

/**
 * `fetch` that first hears which kept connections the portal has closed: nothing is heard while Terraform runs, since it
 * is waited for without a turn of the event loop, and a request on a closed connection fails.
 */
async function freshFetch(url, options) {
  await delay(10);
  try {
    return await fetch(url, options);
  } catch (error) {
    throw new UserError(
      `The portal does not answer at ${new URL(url).origin} (${
        error.cause?.code ?? error.message
      }). Start it with npm start, or name another with --url`,
    );
  }
}

/** The portal as the walkthrough uses it: signed in as one demo user, over plain HTTP. */
export class Portal {
  #tokens = new Map();

  constructor(url) {
    this.url = url.replace(/\/$/, '');
  }

  /** A Backstage token of a demo user, such as `dana-developer`. */
  async tokenOf(user) {
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
      throw new UserError(
        `The portal at ${this.url} did not sign ${user} in: ${
          response.status
        } ${await response.text()}`,
      );
    }
    const { backstageIdentity } = await response.json();
    this.#tokens.set(user, backstageIdentity.token);
    return backstageIdentity.token;
  }

  /**
   * One call of the change management API.
   *
   * @returns {Promise<{ status: number, body: any, bytes: Uint8Array }>}
   */
  async call(user, method, path, body) {
    const response = await freshFetch(
      `${this.url}/api/change-management${path}`,
      {
        method,
        headers: {
          Authorization: `Bearer ${await this.tokenOf(user)}`,
          'Content-Type': 'application/json',
          ...(method === 'GET' ? {} : { 'Idempotency-Key': randomUUID() }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      },
    );
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    let parsed;
    try {
      parsed = JSON.parse(text);
    } catch {
      parsed = { error: { message: text.slice(0, 300) } };
    }
    return { status: response.status, body: parsed, bytes };
  }
}
