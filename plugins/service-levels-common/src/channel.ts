/** Channel of the signals service that tells pages to fetch anew; it says nothing but that. */
export const SERVICE_LEVEL_CHANNEL = 'service-levels';
