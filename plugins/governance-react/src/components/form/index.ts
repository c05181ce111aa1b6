export { FileInput } from './FileInput';
export { TextInput } from './TextInput';
