export * from './actorOf';
