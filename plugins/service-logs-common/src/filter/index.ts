export * from './Filter';
export * from './literalOf';
export * from './matchFilter';
export * from './parseFilter';
