/** A state within a sentence. */
export function stateWord(state: string): string {
  return state === 'triage' ? 'in triage' : state.replace('-', ' ');
}
