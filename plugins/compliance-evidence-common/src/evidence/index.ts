export { EvidenceProblem, type Drift, type DriftKind } from './EvidenceProblem';
export * from './csvRecords';
export * from './model';
export * from './RawSummary';
export * from './readRows';
export * from './readResult';
export * from './rowLeaf';
export * from './RowTree';
