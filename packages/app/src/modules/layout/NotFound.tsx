import { Button, ButtonLink, Container, Flex, Text } from '@backstage/ui';
import { type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';

/** Instead of a page that is not there: which one, and three ways on. */
export const NotFound = ({ children }: { children?: ReactNode }) => {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  return (
    <main>
      <Container pt="6" pb="6">
        <Text as="h1" variant="title-medium" weight="bold">
          There is no such page
        </Text>
        <Text as="p" color="secondary">
          {`${pathname} leads nowhere. The address may be mistyped, or what was there is gone.`}
        </Text>
        {children}
        <Flex gap="2" mt="4" style={{ flexWrap: 'wrap' }}>
          <ButtonLink href="/" variant="primary">
            Home
          </ButtonLink>
          <ButtonLink href="/search" variant="secondary">
            Search
          </ButtonLink>
          <Button variant="secondary" onPress={() => navigate(-1)}>
            Back
          </Button>
        </Flex>
      </Container>
    </main>
  );
};
