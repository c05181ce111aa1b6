export * from './changeRecords';
export * from './client';
export * from './listChanges';
export * from './requests';
export * from './responses';
