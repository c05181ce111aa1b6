import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    alignItems: 'center',
    gap: 10,
    color: '#f4f7f6',
    fontFamily: 'var(--bui-font-regular)',
    fontSize: 19,
    fontWeight: 600,
    letterSpacing: '-0.01em',
    whiteSpace: 'nowrap',
  },
});

/** A seal with a check mark in it: the second signature. */
export const SealIcon = ({ size = 28 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
    <g fill="#1f8a80">
      <rect x="5" y="5" width="22" height="22" rx="4" />
      <rect
        x="5"
        y="5"
        width="22"
        height="22"
        rx="4"
        transform="rotate(45 16 16)"
      />
    </g>
    <path
      fill="none"
      stroke="#ffffff"
      strokeWidth="3"
      strokeLinecap="round"
      strokeLinejoin="round"
      d="M10.5 16.5l4 4 7.5-8.5"
    />
  </svg>
);

/** The wordmark, or the seal alone where there is no room for it. */
export const Logo = ({ iconOnly = false }: { iconOnly?: boolean }) => {
  const classes = useStyles();
  return (
    <span className={classes.root}>
      <SealIcon />
      {!iconOnly && 'Countersign'}
    </span>
  );
};
