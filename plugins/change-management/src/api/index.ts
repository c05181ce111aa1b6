export {
  changeManagementApi,
  changeManagementApiRef,
} from './changeManagementApi';
export type { ChangeManagementApi } from './changeManagementApi';
