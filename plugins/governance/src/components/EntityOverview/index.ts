export { EntityOverview } from './EntityOverview';
