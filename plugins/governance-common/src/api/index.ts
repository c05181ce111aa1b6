export * from './JsonClient';
export * from './links';
export * from './page';
export * from './queryParameters';
export * from './RecordApi';
export * from './version';
