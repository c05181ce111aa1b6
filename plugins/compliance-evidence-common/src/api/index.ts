export * from './EvidenceClient';
export * from './reports';
export * from './runs';
