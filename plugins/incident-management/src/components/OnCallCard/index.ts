export { EscalationWords } from './EscalationWords';
export { MyOnCall } from './MyOnCall';
export { OnCallCard } from './OnCallCard';
