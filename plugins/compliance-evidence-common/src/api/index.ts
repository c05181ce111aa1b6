export * from './EvidenceClient';
export * from './entityScope';
export * from './reports';
export * from './runs';
export * from './verifier';
