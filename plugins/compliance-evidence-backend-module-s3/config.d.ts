/** Settings of this module come with its parts. */
export interface Config {}
