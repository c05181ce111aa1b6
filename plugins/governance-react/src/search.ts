/**
 * Records among the results of the portal's search. Apart from the rest, so that nobody loads it before they search.
 *
 * @packageDocumentation
 */

export * from './search/readDocument';
export * from './search/RecordSearchResult';
