export * from './detectionError';
export * from './predictDetection';
export * from './measureDetection';
export * from './watchingObjective';
