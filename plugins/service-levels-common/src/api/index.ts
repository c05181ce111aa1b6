export * from './alerts';
export * from './corrections';
export * from './definitions';
export * from './objectives';
export * from './ServiceLevelsClient';
export * from './sources';
