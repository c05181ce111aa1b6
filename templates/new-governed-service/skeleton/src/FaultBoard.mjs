export const FAULT_KINDS = ['latency', 'error'];
/** Nothing stays on longer without being renewed. */
const LONGEST_SECONDS = 900;
const MOST_FAULTS = 20;

/**
 * The faults that are switched on in this instance. Each is a lease: it ends by itself when nobody renews it, whatever became of
 * whoever switched it on, and with the process.
 */
export class FaultBoard {
  #faults = new Map();

  constructor(clock = Date.now, random = Math.random) {
    this.clock = clock;
    this.random = random;
  }

  /** @returns {object | undefined} nothing where as many are on as may be */
  lease({ id, kind, share, seconds }) {
    if (this.active().length >= MOST_FAULTS) return undefined;
    const fault = { id, kind, share, expiresAt: this.#end(seconds) };
    this.#faults.set(id, fault);
    return fault;
  }

  /** @returns {object | undefined} nothing where it is over: what is over stays over */
  renew(id, seconds) {
    const fault = this.active().find(each => each.id === id);
    if (fault) fault.expiresAt = this.#end(seconds);
    return fault;
  }

  /** @returns {boolean} whether it was on */
  end(id) {
    const isOn = this.active().some(each => each.id === id);
    this.#faults.delete(id);
    return isOn;
  }

  active() {
    for (const { id, expiresAt } of this.#faults.values()) {
      if (Date.parse(expiresAt) <= this.clock()) this.#faults.delete(id);
    }
    return [...this.#faults.values()];
  }

  activeByKind() {
    const active = this.active();
    return Object.fromEntries(
      FAULT_KINDS.map(kind => [
        kind,
        active.filter(fault => fault.kind === kind).length,
      ]),
    );
  }

  /** The kinds that one request meets. */
  draw() {
    const met = this.active().filter(({ share }) => this.random() < share);
    return new Set(met.map(({ kind }) => kind));
  }

  #end(seconds) {
    const lasts = Math.min(seconds, LONGEST_SECONDS) * 1000;
    return new Date(this.clock() + lasts).toISOString();
  }
}
