export { CheckPage } from './CheckPage';
export { exampleDefinition } from './exampleDefinition';
