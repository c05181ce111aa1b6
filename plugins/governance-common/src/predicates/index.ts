export * from './configuredProblems';
export * from './itemView';
export * from './itemVocabulary';
export * from './predicateOver';
export * from './predicateProblems';
export * from './satisfiable';
export * from './terms';
export * from './vocabulary';
