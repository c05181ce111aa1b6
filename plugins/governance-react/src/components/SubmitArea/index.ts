export { SubmitArea } from './SubmitArea';
export { SubmitKeys } from './SubmitKeys';
