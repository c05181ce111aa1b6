import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

/** What the scripts bring: Node, Yarn, and notes of what is installed and built. Safe to delete. */
export const toolsDir = path.join(root, '.tools');

/** What the portal keeps: its database and its secrets. */
export const dataDir = path.join(root, '.data');
