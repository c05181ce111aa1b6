import { RiNotification2Line } from '@remixicon/react';
import classes from './nav.module.css';

/** The bell, with a dot while something is unread. */
export const Bell = ({ unread = 0 }: { unread?: number }) => (
  <span className={classes.bell} data-unread={unread > 0 || undefined}>
    <RiNotification2Line size={20} />
  </span>
);
