export * from './candidates';
export * from './knownErrors';
