export { credentialIn } from './credentialShapes';
