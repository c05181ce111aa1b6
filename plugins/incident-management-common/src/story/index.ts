export * from './callerOf';
export * from './incidentStory';
