const STORAGE_KEY = 'countersign.signed-in';

/** Whether somebody has signed in with this browser, and so is likely to be signed in. */
export const signedInBefore = {
  get: () => window.localStorage.getItem(STORAGE_KEY) !== null,
  set: () => window.localStorage.setItem(STORAGE_KEY, 'yes'),
};
