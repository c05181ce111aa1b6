export { ConfigurationItemCard } from './ConfigurationItemCard';
export { DeployNowLine } from './DeployNowLine';
export { EntityChangesContent } from './EntityChangesContent';
