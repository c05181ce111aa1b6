export * from './api';
export * from './expected';
export * from './score';
