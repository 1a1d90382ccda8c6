import { Flex, Text } from '@backstage/ui';
import { type ReactNode } from 'react';

/** An empty place: what will be here, and the step that fills it. */
export const EmptyStart = ({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) => (
  <Flex direction="column" align="center" gap="3" py="8" px="4">
    <Text as="h2" variant="title-x-small" weight="bold">
      {title}
    </Text>
    <Text
      as="p"
      color="secondary"
      style={{ textAlign: 'center', maxWidth: 480 }}
    >
      {children}
    </Text>
    {action}
  </Flex>
);
