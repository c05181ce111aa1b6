export { BudgetLine } from './BudgetLine';
export { DefinitionCard } from './DefinitionCard';
export { EntitySlosContent } from './EntitySlosContent';
export { HealthCard } from './HealthCard';
export { StandingCard } from './StandingCard';
