export * from './alerts';
export * from './following';
export * from './IncidentClient';
export * from './incidents';
export * from './onCall';
export * from './verbs';
