export { ConfigurationItemCard } from './ConfigurationItemCard';
export { DeployNowCard } from './DeployNowCard';
export { EntityChangesContent } from './EntityChangesContent';
export { RecentChangesCard } from './RecentChangesCard';
