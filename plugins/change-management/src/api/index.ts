export { errorsByField, readRefusal } from './refusal';
export type { FieldErrors, ServerRefusal } from './refusal';
export {
  changeManagementApi,
  changeManagementApiRef,
} from './changeManagementApi';
export type { ChangeManagementApi } from './changeManagementApi';
