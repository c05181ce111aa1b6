export * from './ceiling';
