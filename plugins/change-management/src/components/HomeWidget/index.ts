export { WaitingForYou } from './WaitingForYou';
