import { Container } from '@backstage/ui';

export function ListPage() {
  return <Container />;
}
