import { Trouble } from '../Trouble';

/** A fault that is on for a while. */
export interface Fault {
  id: string;
  startsAt: string;
  expiresAt: string;
}

/** The demo service that `npm start` runs beside the portal, as somebody who may break it. */
export class DemoService {
  readonly #url: string;
  readonly #token: string;

  /**
   * @param prefix - what the environment variables begin with that say where it is, and what its `/faults` asks for
   * @throws Trouble where they are not set
   */
  constructor(prefix = 'CUSTOMER_ENGAGEMENT') {
    const names = [`${prefix}_URL`, `${prefix}_FAULTS_TOKEN`];
    const [url, token] = names.map(name => process.env[name]);
    if (!url || !token) {
      throw new Trouble(
        `The demo service is not known here: start the portal with npm start on this machine, or set ${names.join(
          ' and ',
        )}`,
      );
    }
    this.#url = url.replace(/\/$/, '');
    this.#token = token;
  }

  /** Switches a fault on for a share of all requests; it is off by itself after so many seconds. */
  async break(
    kind: 'latency' | 'error',
    { share, seconds }: { share: number; seconds: number },
  ): Promise<Fault> {
    return this.#call('POST', '/faults', { kind, share, seconds });
  }

  /** The faults that are on. */
  async faults(): Promise<Fault[]> {
    return (await this.#call<{ items: Fault[] }>('GET', '/faults')).items;
  }

  /** Switches off whatever is on. */
  async mend(): Promise<void> {
    for (const { id } of await this.faults())
      await this.#call('DELETE', `/faults/${id}`);
  }

  async #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.#token}`,
        'Content-Type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    }).catch((error: Error) => {
      throw new Trouble(`The demo service does not answer: ${error.message}`);
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Trouble(
        `The demo service refused ${method} ${path}: ${response.status} ${text}`,
      );
    }
    return (text ? JSON.parse(text) : undefined) as T;
  }
}
