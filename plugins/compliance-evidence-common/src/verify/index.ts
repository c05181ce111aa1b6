export type { Outcome, PackClaim, PackClaimId } from './ClaimList';
export { packClaims } from './ClaimList';
export type { CheckedLedger } from './checkLedger';
export type { LedgerTrust } from './anchors';
export type { LaterEvidence } from './laterEvidence';
export type { PackFiles, StreamingHash } from './files';
export { proveRow } from './proveRow';
export * from './verifyPack';
