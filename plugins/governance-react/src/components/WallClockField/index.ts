export { WallClockField } from './WallClockField';
export { toInstant, toWallClock } from './wallClock';
