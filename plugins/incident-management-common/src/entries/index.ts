export * from './areaEntries';
export * from './incidentEntries';
