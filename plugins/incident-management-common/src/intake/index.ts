export * from './fields';
export * from './groups';
export * from './life';
export * from './mapping';
export * from './merging';
export * from './readers';
export * from './signal';
export * from './unmapped';
