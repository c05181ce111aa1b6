export { scaffolderModuleFolder } from './module';
