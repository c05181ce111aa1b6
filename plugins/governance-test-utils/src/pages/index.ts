/**
 * For tests of pages, in a browser's environment.
 *
 * @packageDocumentation
 */

export { deniedApi } from './deniedApi';
export { expectDenied } from './expectDenied';
export { oddRef } from './oddRef';
export { renderMeetingPlaces } from './renderMeetingPlaces';
export { renderPage, type PageOptions } from './renderPage';
