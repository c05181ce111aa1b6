export * from './changeRecords';
export * from './client';
export * from './listChanges';
export * from './previewOf';
export * from './requests';
export * from './responses';
