export { ChangeNumber } from './ChangeNumber';
export { CopyButton } from './CopyButton';
