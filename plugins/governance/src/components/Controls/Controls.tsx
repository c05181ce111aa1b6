import './controls.css';

/** Nothing to see itself: the styles that every page gets with it. */
export function Controls() {
  return null;
}
