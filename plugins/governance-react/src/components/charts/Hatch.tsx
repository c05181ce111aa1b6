/** The texture of a series, so that color does not carry its meaning alone; `fill="url(#id)"` draws with it. */
export function Hatch(props: { id: string; color: string; dotted?: boolean }) {
  const { id, color, dotted } = props;
  return (
    <pattern
      id={id}
      width={6}
      height={6}
      patternUnits="userSpaceOnUse"
      patternTransform={dotted ? undefined : 'rotate(45)'}
    >
      {dotted ? (
        <circle cx={3} cy={3} r={1.2} fill={color} />
      ) : (
        <rect width={3} height={6} fill={color} />
      )}
    </pattern>
  );
}
