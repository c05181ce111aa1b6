export { WallClockField } from './WallClockField';
