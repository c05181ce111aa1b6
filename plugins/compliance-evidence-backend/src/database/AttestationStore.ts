import {
  Attestation,
  AttestationFacts,
  attestationFactsSchema,
  AttestationFilters,
  attestationNumber,
  Attested,
} from '@countersign/plugin-compliance-evidence-common';
import { CountedPage } from '@countersign/plugin-governance-common';
import {
  factColumns,
  FactStore,
  StoredFacts,
} from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import { controlColumn } from './FindingStore';

/** An attestation as its row holds it. */
export type StoredAttestation = StoredFacts<AttestationFacts>;

function columnsOf({ control, period, state, made, run }: AttestationFacts) {
  return {
    control: controlColumn(control),
    period_start: period.start,
    period_end: period.end,
    state,
    attested_by: made.by,
    made_by: run.requestedBy,
    retried_by: (run.retriedBy ?? []).map(ref =>
      ref.toLocaleLowerCase('en-US'),
    ),
  };
}

/** Attestations, one row each. */
export class AttestationStore extends FactStore<AttestationFacts> {
  constructor() {
    super({
      table: 'attestations',
      sequence: 'attestation_numbers',
      number: attestationNumber,
      schema: attestationFactsSchema,
      columnsOf,
    });
  }

  /** The one that stands for a control and a period. */
  async standing(
    db: Knex,
    { control, period }: Pick<Attested, 'control' | 'period'>,
  ): Promise<string | undefined> {
    const row = await db('attestations')
      .where({
        control: controlColumn(control),
        period_start: period.start,
        period_end: period.end,
        state: 'attested',
      })
      .first('number');
    return row?.number;
  }

  /** The last one that stands, of each control. */
  async latest(db: Knex): Promise<Map<string, StoredAttestation>> {
    const rows = await db('attestations')
      .where({ state: 'attested' })
      .orderBy('control')
      .orderBy('period_end', 'desc')
      .orderBy('seq', 'desc')
      .distinctOn('control')
      .select('control', ...factColumns);
    return new Map(rows.map(row => [row.control, this.toStored(row)]));
  }

  /** Those that fit every filter, the last written first, a page at a time. */
  async list(
    db: Knex,
    { state, control, ...paging }: AttestationFilters,
  ): Promise<CountedPage<StoredAttestation>> {
    return this.page(db, paging, query => {
      if (state) query.whereIn('state', state);
      if (control) query.whereIn('control', control);
      return query;
    });
  }
}

/** An attestation as its readers get it. */
export function attestationOf({
  id,
  version,
  updatedAt,
  facts,
}: StoredAttestation): Attestation {
  return { ...facts, id, version, updatedAt };
}
