export { HomeSlos } from './HomeSlos';
