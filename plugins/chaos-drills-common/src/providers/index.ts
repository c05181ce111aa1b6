export * from './httpFaults';
export * from './httpProvider';
