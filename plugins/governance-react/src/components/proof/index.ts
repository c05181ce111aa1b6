export { ProofPanel } from './ProofPanel';
export type { ProofSource } from './ProofPanel';
export type { JudgeStory } from './judgeProven';
