export * from './foldTimeline';
