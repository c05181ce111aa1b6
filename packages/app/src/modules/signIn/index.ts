export { signedInModule } from './signedInModule';
