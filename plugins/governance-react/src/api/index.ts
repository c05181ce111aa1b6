export { clientApi } from './clientApi';
export { saveFile } from './saveFile';
export { deniedReading, errorsByField, readRefusal } from './refusal';
export type { FieldErrors, ServerRefusal } from './refusal';
