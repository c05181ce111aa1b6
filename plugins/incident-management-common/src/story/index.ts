export * from './callerOf';
export * from './incidentStory';
export * from './references';
