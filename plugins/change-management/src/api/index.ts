export { readRefusal } from './refusal';
export type { ServerRefusal } from './refusal';
export {
  changeManagementApi,
  changeManagementApiRef,
} from './changeManagementApi';
export type { ChangeManagementApi } from './changeManagementApi';
