export * from './lowTraffic';
export * from './retention';
