import {
  changeCreatePermission,
  UploadedPlan,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { Knex } from 'knex';
import { CatalogReader, itemsOf } from '@countersign/plugin-cmdb-node';
import { wrongField } from '@countersign/plugin-governance-common';
import { reading, Caller } from '@countersign/plugin-governance-node';
import { Authorizer } from '../access/Authorizer';
import { Stores } from '../database/stores';
import { OpenedBody, PlanReader } from '../plans/PlanReader';
import { PlanInput, ReadPlan } from '../plans/ReadPlan';

/** Takes plans in: with the request that needs one, or before it, so that a form need not hold the plan itself. */
export class PlanDesk {
  readonly #uploads: Stores['uploads'];
  readonly #db: Knex;
  readonly #clock: () => Date;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogReader;
  readonly #reader: Pick<PlanReader, 'open' | 'read'>;

  constructor(options: {
    stores: Stores;
    db: Knex;
    clock: () => Date;
    authorizer: Authorizer;
    catalog: CatalogReader;
    reader: Pick<PlanReader, 'open' | 'read'>;
  }) {
    this.#uploads = options.stores.uploads;
    this.#db = options.db;
    this.#clock = options.clock;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
    this.#reader = options.reader;
  }

  /**
   * Reads the plan in the body of a request, which nobody has parsed.
   *
   * @throws InputError, ServiceUnavailableError
   */
  async open(bytes: Uint8Array): Promise<OpenedBody> {
    const graph = await this.#catalog.graph();
    return reading('plan', () => this.#reader.open(bytes, graph.items()));
  }

  /** @throws InputError, ServiceUnavailableError */
  async read(plan: PlanInput, graph: CmdbGraph): Promise<ReadPlan> {
    return plan instanceof ReadPlan
      ? plan
      : reading('plan', () => this.#reader.read(plan, graph.items()));
  }

  /**
   * Reads, redacts and keeps a plan for its uploader, who names it by its digest from then on.
   *
   * @param plan - Asked for it only once the caller may upload one: reading is work.
   * @throws NotAllowedError, InputError
   */
  async upload(
    caller: Caller,
    plan: () => Promise<PlanInput>,
  ): Promise<UploadedPlan> {
    await this.#authorizer.demand(caller, changeCreatePermission);
    const graph = await this.#catalog.graph();
    const read = await this.read(await plan(), graph);
    await this.#uploads.put(this.#db, caller.ref, read, this.#clock());
    const { digest, counts, unmapped, redactions } = read.outline;
    return {
      digest,
      counts,
      unmapped,
      redactions,
      items: itemsOf(graph, read.entities),
    };
  }

  /**
   * The plan that a request carries, or the one it names.
   *
   * @throws InputError
   */
  async of(
    caller: Caller,
    request: { plan?: PlanInput; planDigest?: string },
    graph: CmdbGraph,
  ): Promise<ReadPlan | undefined> {
    const { plan, planDigest } = request;
    if (plan !== undefined && planDigest !== undefined) {
      throw wrongField(
        'planDigest',
        'give the plan or the digest of an uploaded one, not both',
      );
    }
    if (plan !== undefined) return this.read(plan, graph);
    if (planDigest === undefined) return undefined;
    const uploaded = await this.#uploads.find(this.#db, caller.ref, planDigest);
    if (!uploaded) {
      throw wrongField(
        'planDigest',
        `you have uploaded no plan ${planDigest}, or too long ago; upload it again`,
      );
    }
    return uploaded;
  }
}
