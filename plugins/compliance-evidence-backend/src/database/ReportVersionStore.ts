import {
  ReportBundle,
  ReportDefinition,
} from '@countersign/plugin-compliance-evidence-common';
import { Knex } from 'knex';

/** Reports as they were when they were run: by their digests, with every file. */
export class ReportVersionStore {
  readonly #read = new Map<string, ReportBundle>();

  /** Keeps it, unless it is kept already. */
  async keep(trx: Knex.Transaction, report: ReportBundle): Promise<void> {
    const { digest, definition, files } = report;
    await trx('report_versions')
      .insert({
        digest,
        name: definition.metadata.name,
        definition: JSON.stringify(definition),
      })
      .onConflict()
      .ignore();
    await trx('report_files')
      .insert(
        [...files].map(([path, bytes]) => ({
          digest,
          path,
          bytes: Buffer.from(bytes),
        })),
      )
      .onConflict()
      .ignore();
  }

  /** @throws Error where it was never kept */
  async get(db: Knex, digest: string): Promise<ReportBundle> {
    const known = this.#read.get(digest);
    if (known) return known;
    const version = await db('report_versions').where({ digest }).first();
    if (!version) throw new Error(`There is no report ${digest}`);
    const rows = await db('report_files').where({ digest }).orderBy('path');
    const report: ReportBundle = {
      digest,
      definition: version.definition as ReportDefinition,
      files: new Map(
        rows.map(({ path, bytes }) => [path, new Uint8Array(bytes)]),
      ),
    };
    // A few: what is at work, and what people look at.
    if (this.#read.size > 20) this.#read.clear();
    this.#read.set(digest, report);
    return report;
  }
}
