export { ProofPanel } from './ProofPanel';
export type { JudgeStory } from './judgeProven';
