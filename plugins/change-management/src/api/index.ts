export {
  changeManagementApi,
  changeManagementApiRef,
} from './changeManagementApi';
export type { ChangeManagementApi } from './changeManagementApi';
export {
  importedChangesApi,
  importedChangesApiRef,
} from './importedChangesApi';
export type { ImportedChangesApi } from './importedChangesApi';
