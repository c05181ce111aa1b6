import { Container } from '@backstage/ui';

export function PoliciesPage() {
  return <Container />;
}
