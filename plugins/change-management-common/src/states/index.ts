export { digestOf } from './digest';
export * from './table';
