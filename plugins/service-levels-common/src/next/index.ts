export * from './nextStep';
