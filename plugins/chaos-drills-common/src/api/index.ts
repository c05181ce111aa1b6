export * from './ChaosDrillsClient';
export * from './drills';
