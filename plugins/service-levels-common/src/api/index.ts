export * from './alerts';
export * from './definitions';
export * from './objectives';
export * from './sources';
