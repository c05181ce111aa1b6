/**
 * The scaffolder action `publish:folder`, for portals without a Git host.
 *
 * @packageDocumentation
 */

export { scaffolderModuleFolder as default } from './module';
export { publishFolderAction } from './publishFolderAction';
