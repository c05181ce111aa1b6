export * from './detectionError';
export * from './predictDetection';
