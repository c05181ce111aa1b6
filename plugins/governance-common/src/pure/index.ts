export { groupedBy } from './groupedBy';
export { millis, utc } from './instant';
export { remembered } from './remembered';
export { rememberedBy } from './rememberedBy';
