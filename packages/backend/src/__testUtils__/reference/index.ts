export * from './actions';
export * from './annotations';
export * from './configuration';
export * from './database';
export * from './entries';
export * from './http';
export * from './metrics';
export * from './permissions';
