export { DeclareButton } from './DeclareButton';
