/** How much is hit, and how soon it has to be better. The worst first. */
export const levels = ['high', 'medium', 'low'] as const;
/** One of {@link levels}. */
export type Level = (typeof levels)[number];

/** 1 is the most urgent. */
export type Priority = 1 | 2 | 3 | 4 | 5;

/** Impact × urgency, three by three. */
const matrix: Record<Level, Record<Level, Priority>> = {
  high: { high: 1, medium: 2, low: 3 },
  medium: { high: 2, medium: 3, low: 4 },
  low: { high: 3, medium: 4, low: 5 },
};

/** The priority that follows from impact and urgency. */
export function priorityOf(impact: Level, urgency: Level): Priority {
  return matrix[impact][urgency];
}

/** The worse of two levels. */
export function worse(a: Level, b: Level): Level {
  return levels.indexOf(a) <= levels.indexOf(b) ? a : b;
}
