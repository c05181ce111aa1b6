import { ReactNode, useEffect, useRef, useState } from 'react';

/** How far below the screen something counts as visible already, so that it is there when the reader scrolls to it. */
const MARGIN = '200px';

/** Shows its content, and so makes its requests, once the reader can see where it stands. */
export function WhenVisible(props: {
  children: ReactNode;
  /** Of the height of what is coming. */
  placeholder: ReactNode;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [isVisible, setVisible] = useState(
    () => typeof IntersectionObserver === 'undefined',
  );
  useEffect(() => {
    if (isVisible || !place.current) return undefined;
    const observer = new IntersectionObserver(
      entries => {
        if (entries.some(entry => entry.isIntersecting)) setVisible(true);
      },
      { rootMargin: MARGIN },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [isVisible]);
  if (isVisible) return <>{props.children}</>;
  return <div ref={place}>{props.placeholder}</div>;
}
