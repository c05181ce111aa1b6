export type { SourceFile } from './documents';
export * from './objective';
export * from './problems';
export { problemIn } from './documents';
export * from './readDefinitions';
export { sloKinds, type OpenSlo, type SloKind } from './schemas';
export type { ValidDocument } from './validate';
export * from './entities';
export * from './splitDefinitions';
