export { ChangeNumber } from './ChangeNumber';
