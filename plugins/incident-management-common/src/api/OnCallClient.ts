import {
  CallOptions,
  JsonClient,
  segment,
} from '@countersign/plugin-governance-common';
import { OpenOverride, Override } from '../oncall';
import {
  EscalationAnswer,
  ListOverrides,
  OnCallAnswer,
  OnCallQuery,
  Overrides,
  ShiftsAnswer,
  ShiftsQuery,
} from './onCall';

/** The HTTP API of being on call, typed: for pages, other backends and the command line. */
export class OnCallClient {
  readonly #client: JsonClient;

  constructor(options: ConstructorParameters<typeof JsonClient>[0]) {
    this.#client = new JsonClient(options);
  }

  /** Who is on call, and who is told of incidents on an entity. */
  getOnCall(query: OnCallQuery = {}, options?: CallOptions) {
    return this.#client.get<OnCallAnswer>('/on-call', query, options);
  }

  listShifts(rotation: string, query: ShiftsQuery, options?: CallOptions) {
    return this.#client.get<ShiftsAnswer>(
      `/rotations/${segment(rotation)}/shifts`,
      query,
      options,
    );
  }

  /** A rotation as iCalendar. */
  getCalendar(rotation: string, options?: CallOptions) {
    return this.#client.bytes(
      `/rotations/${segment(rotation)}/calendar`,
      {},
      options,
    );
  }

  listOverrides(query: ListOverrides = {}, options?: CallOptions) {
    return this.#client.get<Overrides>('/overrides', query, options);
  }

  openOverride(body: OpenOverride, options?: CallOptions) {
    return this.#client.post<Override>('/overrides', body, options);
  }

  withdrawOverride(id: string, options?: CallOptions) {
    return this.#client.post<Override>(
      `/overrides/${segment(id)}/withdraw`,
      {},
      options,
    );
  }

  /** Who was told of an incident, by which step, and whether it arrived. */
  listPages(number: string, options?: CallOptions) {
    return this.#client.get<EscalationAnswer>(
      `/incidents/${segment(number)}/pages`,
      {},
      options,
    );
  }
}
