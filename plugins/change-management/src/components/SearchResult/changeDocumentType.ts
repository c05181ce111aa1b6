/** The type under which the backend indexes changes. */
export const CHANGE_DOCUMENT_TYPE = 'change-request';
