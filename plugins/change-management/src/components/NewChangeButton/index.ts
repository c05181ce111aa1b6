export { NewChangeButton } from './NewChangeButton';
