/**
 * The ledger inside a plugin's own PostgreSQL database: append in the caller's transaction, sequencer, signer, export.
 *
 * @packageDocumentation
 */

export { Ledger, type LedgerOptions } from './Ledger';
export {
  createLedgerSigner,
  hasLedgerKey,
  type LedgerSigner,
} from './keys/createLedgerSigner';
export {
  readAnchorSettings,
  type AnchorSettings,
  type WitnessSetting,
} from './anchors/settings';
export type { AddedCosignatures } from './anchors/Anchors';
export { readRoleDemand, type RoleDemand } from './database/role';
export {
  DatabaseTroubleError,
  databaseTroubleOf,
  type DatabaseTrouble,
} from './database/trouble';
export { migrateInOne } from './database/migrateInOne';
export { prepared } from './database/prepared';
export { Backoff } from './loops/Backoff';
export { WakeLoop, type WakeLoopOptions } from './loops/WakeLoop';
export { LedgerAppendError, LedgerIntegrityError } from './errors';
export type { LedgerAudit } from './audit';
export type {
  Appended,
  AppendOptions,
  ExportOptions,
  ExportSubjectOptions,
  SubjectToExport,
  SignedCheckpoint,
} from './types';
