export * from './api';
export * from './pages';
