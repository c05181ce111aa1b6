export { ProofPanel } from './ProofPanel';
export { VerifyCommand } from './VerifyCommand';
export type { JudgeStory } from './judgeProven';
