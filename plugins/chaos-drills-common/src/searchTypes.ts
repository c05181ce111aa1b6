/** Under which type the portal's search has what: the backend writes it, and pages know their results by it. */
export const searchTypes = {
  drill: 'chaos-drill',
  experiment: 'chaos-experiment',
  gameDay: 'game-day',
} as const;
