export { serviceTierField, serviceTierFieldOptions } from './serviceTierField';
