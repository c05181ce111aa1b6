export * from './alerts';
export * from './corrections';
export * from './definitions';
export * from './errorBudget';
export * from './objectives';
export * from './ServiceLevelsClient';
export * from './sources';
