import { InputError } from '@backstage/errors';
import {
  changeCreatePermission,
  UploadedPlan,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { Knex } from 'knex';
import { Authorizer } from '../access/Authorizer';
import { Caller } from '../access/Caller';
import { UploadedPlanStore } from '../database/UploadedPlanStore';
import { CatalogReader, itemsOf } from './CatalogReader';
import { ReadPlan, readPlan } from './TerraformReader';

/** Takes plans in: with the request that needs one, or before it, so that a form need not hold the plan itself. */
export class PlanDesk {
  readonly #uploads = new UploadedPlanStore();
  readonly #db: Knex;
  readonly #clock: () => Date;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogReader;

  constructor(options: {
    db: Knex;
    clock: () => Date;
    authorizer: Authorizer;
    catalog: CatalogReader;
  }) {
    this.#db = options.db;
    this.#clock = options.clock;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
  }

  /**
   * Reads, redacts and keeps a plan for its uploader, who names it by its digest from then on.
   *
   * @throws NotAllowedError, InputError
   */
  async upload(caller: Caller, json: unknown): Promise<UploadedPlan> {
    await this.#authorizer.demand(caller, changeCreatePermission);
    const graph = await this.#catalog.graph();
    const read = await readPlan(json, graph);
    await this.#uploads.put(this.#db, caller.ref, read, this.#clock());
    const { digest, counts, unmapped, redactions } = read.plan;
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
    request: { plan?: unknown; planDigest?: string },
    graph: CmdbGraph,
  ): Promise<ReadPlan | undefined> {
    const { plan, planDigest } = request;
    if (plan !== undefined && planDigest !== undefined) {
      throw new InputError(
        'planDigest: give the plan or the digest of an uploaded one, not both',
      );
    }
    if (plan !== undefined) return readPlan(plan, graph);
    if (planDigest === undefined) return undefined;
    const uploaded = await this.#uploads.find(this.#db, caller.ref, planDigest);
    if (!uploaded) {
      throw new InputError(
        `planDigest: you have uploaded no plan ${planDigest}, or too long ago; upload it again`,
      );
    }
    return uploaded;
  }
}
