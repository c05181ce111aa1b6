import { FaultControl, FaultRequest } from '../run/ports';
import { VirtualTime } from './VirtualTime';

/** A target that holds leases, and that can be made to fail. */
export class Target implements FaultControl {
  readonly asked: string[] = [];
  readonly #ends = new Map<string, number>();
  refuses: string | undefined;
  isDeaf = false;

  constructor(private readonly time: VirtualTime) {}

  /** How many faults are on now. */
  get on(): number {
    const now = this.time.now();
    return [...this.#ends.values()].filter(end => end > now).length;
  }

  /** When the last of them ends by itself. */
  get lastEnd(): number {
    return Math.max(0, ...this.#ends.values());
  }

  /** Somebody ends all faults. */
  mitigate(): void {
    this.#ends.clear();
  }

  async inject({ id }: FaultRequest, seconds: number) {
    this.#listen('inject');
    this.#ends.set(id, this.time.now() + seconds * 1000);
    return {};
  }

  async renew({ id }: FaultRequest, seconds: number) {
    this.#listen('renew');
    const end = this.#ends.get(id);
    if (end === undefined || end <= this.time.now()) return undefined;
    this.#ends.set(id, this.time.now() + seconds * 1000);
    return {};
  }

  async end({ id }: FaultRequest) {
    this.#listen('end');
    this.#ends.delete(id);
  }

  #listen(what: string): void {
    this.asked.push(what);
    if (this.isDeaf) throw new Error('connect ECONNREFUSED');
    if (this.refuses !== undefined) throw new Error(this.refuses);
  }
}
