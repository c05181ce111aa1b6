import { ExtensionDefinition } from '@backstage/frontend-plugin-api';

export const cardExtensions: ExtensionDefinition[] = [];
