export * from './samples';
export * from './statistics';
export * from './weeks';
export * from './wilson';
