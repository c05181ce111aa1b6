export { renderArtefacts } from './renderArtefacts';
