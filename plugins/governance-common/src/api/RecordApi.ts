import { EvidenceQuery } from '../evidence';
import { CallOptions, JsonClient, segment } from './JsonClient';
import { TimelineQuery } from './page';

/** What an area's API has of each kind of numbered record: the list, the record, its verbs, its timeline and its evidence. */
export class RecordApi<ListPage, Detail, Timeline> {
  readonly #client: JsonClient;
  readonly #collection: string;

  /** @param collection - Where they are: `/incidents`. */
  constructor(client: JsonClient, collection: string) {
    this.#client = client;
    this.#collection = collection;
  }

  /** Where one of them is. */
  pathOf(number: string): string {
    return `${this.#collection}/${segment(number)}`;
  }

  list(query: object, options?: CallOptions) {
    return this.#client.get<ListPage>(this.#collection, query, options);
  }

  open(body: object, options?: CallOptions) {
    return this.#client.post<Detail>(this.#collection, body, options);
  }

  get(number: string, options?: CallOptions) {
    return this.#client.get<Detail>(this.pathOf(number), {}, options);
  }

  /** Does something with it; the answer is how it stands then. */
  act(number: string, verb: string, body: object, options?: CallOptions) {
    const path = `${this.pathOf(number)}/${verb}`;
    return this.#client.post<Detail>(path, body, options);
  }

  timeline(number: string, query: TimelineQuery, options?: CallOptions) {
    const path = `${this.pathOf(number)}/timeline`;
    return this.#client.get<Timeline>(path, query, options);
  }

  /** The evidence bundle, as the exact bytes that `countersign verify` checks. */
  evidence(number: string, query: EvidenceQuery, options?: CallOptions) {
    const path = `${this.pathOf(number)}/evidence`;
    return this.#client.bytes(path, query, options);
  }
}
