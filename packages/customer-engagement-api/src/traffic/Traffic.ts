/** As many in flight are enough: a service that is slow is not buried. */
const MOST_IN_FLIGHT = 20;
/** One request of so many asks for somebody who is not there, as people do. */
const STRANGER_EVERY = 500;
const KNOWN_USERS = 42;

/** Light, steady traffic, so that there is something to measure: always the same requests in the same order. */
export class Traffic {
  #timer: NodeJS.Timeout | undefined;
  #sent = 0;
  #inFlight = 0;

  constructor(
    private readonly url: string,
    private readonly perSecond: number,
  ) {}

  start(): void {
    if (this.perSecond <= 0) return;
    this.#timer = setInterval(() => this.#send(), 1000 / this.perSecond);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #send(): Promise<void> {
    if (this.#inFlight >= MOST_IN_FLIGHT) return;
    this.#inFlight += 1;
    this.#sent += 1;
    try {
      const response = await fetch(`${this.url}${pathOf(this.#sent)}`, {
        headers: { 'user-agent': 'customer-engagement-traffic' },
      });
      await response.arrayBuffer();
    } catch {
      // The service counts what it answered; what it did not is no news of the traffic.
    } finally {
      this.#inFlight -= 1;
    }
  }
}

function pathOf(n: number): string {
  if (n % STRANGER_EVERY === 0) return '/api/users/2000000000';
  return n % 3 === 0 ? '/api/users' : `/api/users/${1 + (n % KNOWN_USERS)}`;
}
