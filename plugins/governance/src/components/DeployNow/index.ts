export { DeployNowCard } from './DeployNowCard';
