export * from './following';
export * from './IncidentClient';
export * from './incidents';
export * from './verbs';
