export * from './ChaosDrillsClient';
export * from './drills';
export * from './gameDays';
