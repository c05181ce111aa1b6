export { DefinitionOverview } from './DefinitionOverview';
