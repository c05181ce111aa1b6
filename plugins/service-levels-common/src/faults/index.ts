export * from './followFaults';
