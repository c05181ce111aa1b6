export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** The components of the estate that the monthly pack is about, by their names in the catalog. */
export const components = [
  'checkout-api',
  'event-collector',
  'order-worker',
  'payments-gateway',
  'pricing-service',
  'profile-service',
  'storefront-web',
];
