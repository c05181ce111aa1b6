export * from './alerts';
export * from './following';
export * from './IncidentClient';
export * from './incidents';
export * from './metrics';
export * from './onCall';
export * from './suspects';
export * from './verbs';
