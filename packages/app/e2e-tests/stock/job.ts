/** The change whose whole way is gone: the guest files it in one portal, and somebody else approves it in the next, on the same database. */
export const job = {
  title: 'More room for the website',
  commit: '5f2c8b1d9e7a4036c1d28e94b7a60f35d2c9e814',
};
