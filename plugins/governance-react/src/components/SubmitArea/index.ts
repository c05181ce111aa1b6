export { SubmitArea } from './SubmitArea';
