export { useAction } from '@countersign/plugin-governance-react';
