export * from './calendar';
export * from './escalation';
export * from './rotation';
