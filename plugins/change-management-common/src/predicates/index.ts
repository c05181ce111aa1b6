export * from './predicateProblems';
export * from './predicateSchemas';
export * from './satisfiable';
export * from './vocabulary';
