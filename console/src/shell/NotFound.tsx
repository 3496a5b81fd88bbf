import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';

export default function NotFound() {
  return (
    <SpaceBetween size="m">
      <Header variant="h1">There is no such page</Header>
      <Link href="/console/">Overview</Link>
    </SpaceBetween>
  );
}
