import { CallOptions } from '@countersign/plugin-governance-common';
import { LedgerStatus } from '@countersign/plugin-ledger-common';

/** Where the proof of a record comes from: the area's client. */
export interface ProofSource {
  getLedgerStatus(options?: CallOptions): Promise<LedgerStatus>;
  /** The evidence bundle, as the exact bytes that `countersign verify` checks. */
  getEvidence(number: string): Promise<Uint8Array>;
}
