export { importDefinitions } from './importDefinitions';
export type { ImportOptions, MadeDocument } from './openSlo';
