/**
 * Records of an area in the portal's search. Apart from the rest, since a portal may do without search.
 *
 * @packageDocumentation
 */

export * from './search/createRecordSearch';
export * from './search/recordsInSearch';
