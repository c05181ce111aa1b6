export * from './responders';
